import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../errors';
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

/**
 * What is no object has no options, and would be read as none.
 *
 * @internal
 */
export function noObject(call: string, options: unknown, example: string): string | undefined {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) return undefined;
  return `'${call}' must have its options in an object, got ${got(options)}; pass for example { ${example}: ... }`;
}

/**
 * For a call that knows no construct, and whose options may be left out.
 *
 * @param known all options by name, or the name of one where names are checked later
 * @internal
 */
export function checkOptionsOf(call: string, options: object | null | undefined, known: object | string): void {
  const given = options ?? {};
  const message =
    typeof known === 'string'
      ? noObject(call, given, known)
      : (noObject(call, given, Object.keys(known)[0]) ?? unknownName(call, given, known));
  if (message !== undefined) throw new Error(message);
}

/** @internal */
export function checkNames(scope: IConstruct, call: string, options: object, known: object): void {
  const message = noObject(call, options, Object.keys(known)[0]) ?? unknownName(call, options, known);
  if (message !== undefined) refuse(scope, message);
}
