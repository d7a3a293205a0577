import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';

/*
 * Type-checks the examples in TypeScript of docs/ and of ops/README.md, each as a module of its page. Those of the README and of
 * docstrings are compiled by jsii-rosetta.
 */
const ROOT = join(__dirname, '..');

/** The examples of a page, each by the name of a module beside the page. */
export function examplesOf(page: string, text: string): Map<string, string> {
  const found = [...text.matchAll(/^```ts[^\n]*\n([\s\S]*?)^```$/gm)];
  return new Map(found.map(([, example], index) => [join(ROOT, `${page}.${index + 1}.ts`), `${example}\nexport {};\n`]));
}

/** What the compiler reports, each with its page and the line of the example. */
export function errorsIn(examples: ReadonlyMap<string, string>): string[] {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(ROOT, 'tools/tsconfig.json'),
    { noEmit: true, noUnusedLocals: false, noUnusedParameters: false, skipLibCheck: true, types: ['node', 'jest'] },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  ) as ts.ParsedCommandLine;
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (file) => examples.has(resolve(file)) || fileExists(file);
  host.readFile = (file) => examples.get(resolve(file)) ?? readFile(file);
  host.getSourceFile = (file, version, ...others) => {
    const text = examples.get(resolve(file));
    return text === undefined ? getSourceFile(file, version, ...others) : ts.createSourceFile(file, text, version, true);
  };
  const program = ts.createProgram([...examples.keys()], options, host);
  return [...examples.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ start = 0, messageText }) => {
      const line = source ? source.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${file.slice(ROOT.length + 1)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}

export const pagesWithExamples = (): string[] => [
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
  'ops/README.md',
];

if (require.main === module) {
  const examples = new Map(pagesWithExamples().flatMap((page) => [...examplesOf(page, readFileSync(join(ROOT, page), 'utf8'))]));
  const errors = errorsIn(examples);
  console.log([...errors, `${examples.size} examples of docs/, ${errors.length} errors`].join('\n'));
  if (errors.length > 0) process.exitCode = 1;
}
