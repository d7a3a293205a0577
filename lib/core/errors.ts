import type { IConstruct } from 'constructs';

/**
 * Every error is thrown here: the path of the construct, then one sentence with the prop, the rule, the value and the fix.
 *
 * @internal
 */
export function refuse(scope: IConstruct, message: string): never {
  throw new Error(`${scope.node.path || 'App'}: ${message}`);
}

/**
 * A value in an error message: text in quotes, so that it is not read as a number.
 *
 * @internal
 */
export function got(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/**
 * For props that TypeScript requires, and JavaScript may omit.
 *
 * @internal
 */
export function checkGiven(scope: IConstruct, prop: string, value: unknown, example: string): void {
  if (value === undefined || value === null) refuse(scope, `'${prop}' must be given, got ${value}; pass for example ${example}`);
}

/**
 * An ARN or a name is not a construct.
 *
 * @internal
 */
export function checkConstruct(scope: IConstruct, prop: string, value: IConstruct, example: string): void {
  checkGiven(scope, prop, value, example);
  if (!value.node) refuse(scope, `'${prop}' must be a construct, got ${got(value)}; pass for example ${example}`);
}
