import { type CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { differ } from '../core/cdk/homes';

/**
 * Those that may be meant where a name is written as text: in the same stage, account and region, those of the same stack first.
 * Elsewhere the same name is another resource, and one that a deployment makes is known in its stack only.
 *
 * @internal
 */
export function near(user: CfnResource, named: readonly CfnResource[], name: string): CfnResource[] {
  const stack = Stack.of(user);
  const isNear = (other: Stack): boolean =>
    Stage.of(other) === Stage.of(stack) && !differ(other.account, stack.account) && !differ(other.region, stack.region);
  const found = named.filter((each) => isNear(Stack.of(each)));
  const here = found.filter((each) => Stack.of(each) === stack);
  return name.includes('${') ? here : [...here, ...found.filter((each) => Stack.of(each) !== stack)];
}

/** Whether nothing of a name is known only once it is deployed. @internal */
export const isLiteral = (name: string): boolean => /^[\w.#/-]+$/.test(name);
