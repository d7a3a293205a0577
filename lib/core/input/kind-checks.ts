import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../errors';

/** What a value of a class of the CDK is known by: a member that each of them has. @internal */
export interface Kind {
  readonly member: string;
  readonly name: string;
  readonly example: string;
}

/**
 * That values are of the classes that the CDK asks for, by their props: in JavaScript it takes others, and crashes or ignores them.
 *
 * @internal
 */
export function checkKindsOf<P extends object>(scope: IConstruct, props: P, kinds: { readonly [prop in keyof P]?: Kind }): void {
  for (const [prop, kind] of Object.entries(kinds) as [keyof P & string, Kind][]) {
    const value = props[prop] as Readonly<Record<string, unknown>> | undefined | null;
    if (value === undefined || value === null || value[kind.member] !== undefined) continue;
    refuse(scope, `'${prop}' must be ${kind.name}, got ${got(value)}; pass for example ${kind.example}`);
  }
}

/**
 * What is no object has no names and values.
 *
 * @internal
 */
export function checkObject(scope: IConstruct, prop: string, value: unknown, fix: string): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  refuse(scope, `'${prop}' must be an object, got ${got(value)}; ${fix}`);
}

/**
 * A text is not a list.
 *
 * @param isOne whether an entry is one of those that the list is for
 * @internal
 */
export function checkList(
  scope: IConstruct,
  prop: string,
  values: readonly unknown[] | undefined,
  what = 'texts',
  isOne: (value: unknown) => boolean = (value) => typeof value === 'string' && value !== '',
): void {
  if (values === undefined || values === null || Token.isUnresolved(values)) return;
  if (!Array.isArray(values)) refuse(scope, `'${prop}' must be a list, got ${got(values)}; put it in a list`);
  const other = values.findIndex((value) => !Token.isUnresolved(value) && !isOne(value));
  if (other >= 0) refuse(scope, `'${prop}' must be a list of ${what}, got ${got(values[other])} in it; change it`);
}
