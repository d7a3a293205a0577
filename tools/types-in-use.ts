import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/*
 * Leaves the types in build/ that the index reaches: what is inside the package nobody can import. Of what is internal, the types stay
 * without their words, which nobody reads there.
 */

const BUILD = join(__dirname, '..', 'build');

/** The files of types that one leads to, itself included. */
export function reachedFrom(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles) {
    if (fileName.startsWith('.')) reachedFrom(join(dirname(file), `${fileName}.d.ts`), seen);
  }
  return seen;
}

const isInternal = (statement: ts.Statement): boolean => ts.getJSDocTags(statement).some(({ tagName }) => tagName.text === 'internal');

/** A file of types without the comments of what is internal. */
export function withoutInternalWords(text: string): string {
  const file = ts.createSourceFile('types.d.ts', text, ts.ScriptTarget.Latest, true);
  const printer = ts.createPrinter({ removeComments: true });
  return file.statements
    .map((statement) =>
      isInternal(statement) ? `\n${printer.printNode(ts.EmitHint.Unspecified, statement, file)}` : statement.getFullText(),
    )
    .concat(text.slice(file.endOfFileToken.getFullStart()))
    .join('');
}

function main(): void {
  const used = reachedFrom(join(BUILD, 'index.d.ts'));
  for (const file of readdirSync(BUILD, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(BUILD, file);
    if (used.has(path)) writeFileSync(path, withoutInternalWords(readFileSync(path, 'utf8')));
    else rmSync(path);
  }
}

if (require.main === module) main();
