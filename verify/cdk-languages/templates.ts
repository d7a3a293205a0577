import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SUFFIX = '.template.json';

const templatesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(SUFFIX)) : [];

/** What differs between the templates of two assemblies, byte for byte, a line for each template. */
export function compareTemplates(made: string, expected: string): string[] {
  const names = templatesIn(expected);
  if (names.length === 0) throw new Error(`'${expected}' must hold templates to compare with, got none; synthesize it first`);
  const all = [...new Set([...names, ...templatesIn(made)])].sort();
  return all.flatMap((name) => {
    if (!existsSync(join(made, name))) return [`${name}: missing`];
    if (!existsSync(join(expected, name))) return [`${name}: not in TypeScript's`];
    return compareBytes(name, readFileSync(join(made, name)), readFileSync(join(expected, name)));
  });
}

function compareBytes(name: string, made: Buffer, expected: Buffer): string[] {
  if (made.equals(expected)) return [];
  const length = Math.max(made.length, expected.length);
  const differing = Array.from({ length }, (_, at) => at).filter((at) => made[at] !== expected[at]);
  const [first] = differing;
  const near = (bytes: Buffer) => JSON.stringify(bytes.subarray(Math.max(0, first - 30), first + 30).toString());
  return [`${name}: ${differing.length} bytes differ, the first at ${first}: ${near(made)}, TypeScript has ${near(expected)}`];
}
