import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../cdk-languages/run';

/*
 * Writes NOTICE: the licenses of what esbuild puts into the files of the package. They require that their text goes with each copy, and
 * minified files have no comments.
 */
const ROOT = join(__dirname, '../..');

const HEAD = `cdk-hardened-lambda
Copyright the maintainers of cdk-hardened-lambda

Licensed under the Apache License, Version 2.0, see LICENSE.
`;

/** The folders of the packages that files of a bundle are in; of a package in another one, the inner. */
export const packagesOf = (files: readonly string[]): string[] =>
  [...new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []))].sort();

export function notice(folders: readonly string[], root = ROOT): string {
  const byTerms = new Map<string, string[]>();
  for (const folder of folders.map((path) => join(root, path))) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const terms = termsOf(name, license, folder);
    byTerms.set(terms, [...(byTerms.get(terms) ?? []), `${name} ${version} (${license})`]);
  }
  const sections = [...byTerms].map(([terms, names]) => `${LINE}\nThis package contains ${names.join(',\n')}:\n\n${terms}\n`);
  return [HEAD, ...sections].join('\n');
}

const LINE = '-'.repeat(75);

/** The license of a package, and the notices that have to go with it. */
function termsOf(name: string, license: string, folder: string): string {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (files.some((file) => /^licen/i.test(file))) return texts.join('\n\n');
  // Its text is in the package already: it is our own.
  if (license === 'Apache-2.0') return ['Licensed under the Apache License, Version 2.0, see LICENSE.', ...texts].join('\n\n');
  throw new Error(`'${name}' must have a file with its license, got none; do not bundle it`);
}

/** An esbuild command of the project, the folder of the package that its output is in, and the command with another output. */
export interface BundleCommand {
  readonly packageFolder: string;
  readonly into: (folder: string) => string;
}

export function bundleCommand(command: string): BundleCommand {
  const [option, kind, output] = /--(outfile|outdir)=(\S+)/.exec(command) ?? [];
  if (option === undefined) throw new Error(`an esbuild command must have '--outfile' or '--outdir', got '${command}'`);
  // What jsii compiled is bundled in place: its sources are asked, which are there without a compilation.
  const fromSources = command.replace('esbuild build/index.js ', 'esbuild lib/index.ts ');
  return {
    packageFolder: /^(.+)\/build(\/|$)/.exec(output)?.[1] ?? '.',
    into: (folder) => fromSources.replace(option, `--${kind}=${join(folder, kind === 'outdir' ? 'out' : 'out.js')}`),
  };
}

/** What `tools/bundle.ts` makes of the command line, as a command; it takes what it needs of a package along. */
const COMMAND_LINE = 'esbuild cli/main.ts --bundle --platform=node --main-fields=module,main --log-level=warning --outfile=build/cli.js';

/** What the tasks of the project bundle, by the folder of the package, asked of esbuild itself. */
export function bundledPackages(root = ROOT): Record<string, string[]> {
  const { tasks } = JSON.parse(readFileSync(join(root, '.projen/tasks.json'), 'utf8'));
  const commands = (tasks.compile.steps as { exec?: string }[]).flatMap(({ exec }) => (exec?.startsWith('esbuild ') ? exec : []));
  const inputs: Record<string, string[]> = {};
  for (const { packageFolder, into } of [COMMAND_LINE, ...commands].map(bundleCommand)) {
    inputs[packageFolder] = [...(inputs[packageFolder] ?? []), ...inputsOf(into, root)];
  }
  return Object.fromEntries(Object.entries(inputs).map(([folder, files]) => [folder, packagesOf(files)]));
}

function inputsOf(into: BundleCommand['into'], root: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'notice-'));
  try {
    const meta = join(folder, 'meta.json');
    const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
    run({ cwd: root, env }, 'sh', '-c', `${into(folder)} --metafile=${meta}`);
    return Object.keys(JSON.parse(readFileSync(meta, 'utf8')).inputs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each NOTICE by its path in the repository, as it has to be. */
export const notices = (root = ROOT): Record<string, string> =>
  Object.fromEntries(Object.entries(bundledPackages(root)).map(([folder, packages]) => [join(folder, 'NOTICE'), notice(packages, root)]));

/** Each NOTICE that is not what would be written. */
export function staleNotices(root = ROOT): string[] {
  const isUpToDate = (file: string, text: string) => existsSync(join(root, file)) && readFileSync(join(root, file), 'utf8') === text;
  return Object.entries(notices(root)).flatMap(([file, text]) => (isUpToDate(file, text) ? [] : file));
}

if (require.main === module) {
  for (const [file, text] of Object.entries(notices())) writeFileSync(join(ROOT, file), text);
}
