import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';

/**
 * The stack that holds what functions share: nested stacks use their parent's.
 *
 * @internal
 */
export function topStack(scope: IConstruct): Stack {
  const stack = Stack.of(scope);
  return stack.nestedStackParent ? topStack(stack.nestedStackParent) : stack;
}

/**
 * The same for what a key encrypts: a parent can't refer to a key of its nested stack, which refers to the parent.
 *
 * @internal
 */
export function topStackFor(scope: IConstruct, key: kms.IKey | undefined): Stack {
  return key && Stack.of(key).nestedStackParent ? Stack.of(key) : topStack(scope);
}
