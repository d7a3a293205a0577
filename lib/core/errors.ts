import type { IConstruct } from 'constructs';

/**
 * The one way to fail: the construct's path, then a sentence with the prop, the rule, what was got and the way out.
 *
 * @internal
 */
export function refuse(scope: IConstruct, message: string): never {
  throw new Error(`${scope.node.path || 'App'}: ${message}`);
}

/**
 * What was got, in a sentence: text in its quotes, so that it is not taken for a number.
 *
 * @internal
 */
export function got(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/**
 * What TypeScript asks for, JavaScript may leave out.
 *
 * @internal
 */
export function checkGiven(scope: IConstruct, prop: string, value: unknown, example: string): void {
  if (value === undefined || value === null) refuse(scope, `'${prop}' must be given, got ${value}; pass for example ${example}`);
}

/**
 * An ARN or a name is no construct.
 *
 * @internal
 */
export function checkConstruct(scope: IConstruct, prop: string, value: IConstruct, example: string): void {
  checkGiven(scope, prop, value, example);
  if (!value.node) refuse(scope, `'${prop}' must be a construct, got ${got(value)}; pass for example ${example}`);
}
