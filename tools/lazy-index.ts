import { type Type, TypeKind } from '@jsii/spec';

/** Where a type is at run time: symbolId is the path of its source without extension, a colon and its name. */
const fileOf = ({ symbolId }: Type): string => `${symbolId}`.replace(/^lib/, '.').replace(/:.*/, '');

/**
 * An index that runs a part when one of its names is asked for: an app that has a function does not run the code of every event
 * source.
 */
export function lazyIndex(types: readonly Type[]): string {
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
    '  if (!checked) require("./core/cdk/cdk-version").checkCdkVersion();',
    '  checked = true;',
    '  return parts[name]()[name];',
    '};',
    // An app that TypeScript compiled asks for a name again wherever it uses it.
    'const known = {};',
    'for (const name of Object.keys(parts)) Object.defineProperty(exports, name, { enumerable: true, get: () => (known[name] ??= of(name)) });',
    '',
  ].join('\n');
}
