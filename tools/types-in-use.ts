import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/*
 * Leaves the types in build/ that the index reaches: what is inside the package nobody can import.
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

function main(): void {
  const used = reachedFrom(join(BUILD, 'index.d.ts'));
  for (const file of readdirSync(BUILD, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.d.ts') && !used.has(join(BUILD, file))) rmSync(join(BUILD, file));
  }
}

if (require.main === module) main();
