import type { IConstruct } from 'constructs';
import { refuse } from './errors';
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

/** @internal */
export function checkNames(scope: IConstruct, call: string, options: object, known: object): void {
  const message = unknownName(call, options, known);
  if (message !== undefined) refuse(scope, message);
}
