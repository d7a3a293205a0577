import type { IConstruct } from 'constructs';

/**
 * The one way to fail: the construct's path, then a sentence with the prop, the rule, what was got and the way out.
 *
 * @internal
 */
export function refuse(scope: IConstruct, sentence: string): never {
  throw new Error(`${scope.node.path || 'App'}: ${sentence}`);
}
