import type { IConstruct } from 'constructs';

/**
 * The one way to fail: the construct's path, then a sentence with the prop, the rule, what was got and the way out.
 *
 * @internal
 */
export function refuse(scope: IConstruct, sentence: string): never {
  throw new Error(`${scope.node.path || 'App'}: ${sentence}`);
}

/**
 * What TypeScript asks for, JavaScript may leave out.
 *
 * @internal
 */
export function checkGiven(scope: IConstruct, prop: string, value: unknown, example: string): void {
  if (value === undefined || value === null) refuse(scope, `'${prop}' must be given, got ${value}; pass for example ${example}`);
}
