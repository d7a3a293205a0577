import { Lazy } from 'aws-cdk-lib';

/**
 * A number that grows by more than one where resources were made since it was asked for: the CDK numbers tokens, and a resource
 * has one for its logical id. Where the CDK numbers them no more it is `NaN`, which equals nothing.
 *
 * @internal
 */
export function tokensMade(): number {
  const token = Lazy.string({ produce: () => undefined });
  return Number(/\.(\d+)\]\}$/.exec(token)?.[1]);
}
