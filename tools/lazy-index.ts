import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAssemblyFromPath, type Type, TypeKind } from '@jsii/spec';

/*
 * Writes an index of the compiled code that loads a part when one of its names is asked for: an app that has a function
 * does not run the code of every event source.
 */

const ROOT = join(__dirname, '..');

/** Where a type is at run time: symbolId is the path of its source without extension, a colon and its name. */
const fileOf = ({ symbolId }: Type): string => `${symbolId}`.replace(/^lib/, '.').replace(/:.*/, '');

export function lazyIndex(types: Type[]): string {
  const made = types.filter(({ kind }) => kind !== TypeKind.Interface);
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    // Node.js reads these where an ES module imports a name, and believes no getter that stands beside its name.
    `${made.map(({ name }) => `exports.${name} = `).join('')}void 0;`,
    'const parts = {',
    ...made.map((type) => `  ${type.name}: () => require("${fileOf(type)}"),`),
    '};',
    // As in lib/index.ts, before something is missing that an older CDK does not have.
    'let checked = false;',
    'const of = (name) => {',
    '  if (!checked) require("./core/cdk-version").checkCdkVersion();',
    '  checked = true;',
    '  return parts[name]()[name];',
    '};',
    'for (const name of Object.keys(parts)) Object.defineProperty(exports, name, { enumerable: true, get: () => of(name) });',
    '',
  ].join('\n');
}

function main(): void {
  writeFileSync(join(ROOT, 'build/index.js'), lazyIndex(Object.values(loadAssemblyFromPath(ROOT).types ?? {})));
}

if (require.main === module) main();
