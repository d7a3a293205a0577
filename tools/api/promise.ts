import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assembly } from '@jsii/spec';

/** What jsii-diff looks at. Documents and line numbers would make each diff of it unreadable. */
const PROMISED = ['schema', 'jsiiVersion', 'name', 'version', 'dependencies', 'types'] as const;
const PLACES = ['locationInModule', 'symbolId', 'assembly'];
const STATES = ['stability', 'deprecated'];

/** Writes the public API of an assembly where jsii-diff reads it as a package. */
export function promise(assembly: Assembly, folder: string): void {
  const kept = Object.fromEntries(PROMISED.map((key) => [key, withoutDocuments(assembly[key])]));
  // Another version, so that no tool takes it for the assembly of the project itself.
  const promised = { ...kept, version: `${assembly.version}-promised` };
  mkdirSync(folder, { recursive: true });
  write(join(folder, '.jsii'), promised);
  // jsii-diff takes a package for one of jsii's by its section, and looks for the dependencies where the package lies.
  write(join(folder, 'package.json'), { private: true, jsii: {}, peerDependencies: assembly.dependencies });
}

function withoutDocuments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDocuments);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !PLACES.includes(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, key === 'docs' ? stateOf(inner) : withoutDocuments(inner)]));
}

const stateOf = (docs: object) => Object.fromEntries(Object.entries(docs).filter(([key]) => STATES.includes(key)));

const write = (file: string, value: unknown): void => writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
