import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { got, refuse } from './errors';
import { nearest } from './nearest';

/**
 * The name that does not exist, with a suggestion: JavaScript lets it through, and the option would be ignored.
 *
 * @internal
 */
export function unknownName(call: string, options: object, known: object): string | undefined {
  const names = Object.keys(known);
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return undefined;
  const suggested = nearest(unknown, names);
  return `'${call}' must have options that exist, got '${unknown}'; ${suggested === undefined ? `use one of ${names.join(', ')}` : `did you mean '${suggested}'`}`;
}

/**
 * A value that an enumeration does not have: JavaScript lets it through, and it would be ignored.
 *
 * @param enumeration by its name: `{ OkActions }`
 * @internal
 */
export function checkOneOf(scope: IConstruct, prop: string, value: unknown, enumeration: Readonly<Record<string, object>>): void {
  const [[name, values]] = Object.entries(enumeration);
  const known: unknown[] = Object.values(values);
  if (value === undefined || value === null || Token.isUnresolved(value) || known.includes(value)) return;
  refuse(scope, `'${prop}' must be one of ${known.join(', ')}, got ${got(value)}; pass one of ${name}`);
}

/** @internal */
export function checkNames(scope: IConstruct, call: string, options: object, known: object): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    refuse(scope, `'${call}' must have its options in an object, got ${got(options)}; pass for example { ${Object.keys(known)[0]}: ... }`);
  }
  const message = unknownName(call, options, known);
  if (message !== undefined) refuse(scope, message);
}
