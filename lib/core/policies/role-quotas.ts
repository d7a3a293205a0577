import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { refuse } from '../errors';
import { warn } from '../warnings';
import { documentsOf, renderedDocuments } from './attached-policies';
import { INLINE_CHARACTERS, leastCharactersIn, MANAGED_POLICIES, mostCharactersIn } from './policy-size';

/**
 * What is wrong with the inline policies of the user alone: what Lambda needs is in managed policies then, and nothing more can be
 * done. Few roles have so much that they must be resolved to tell.
 *
 * @internal
 */
export function tooLong(role: iam.IRole, attached: readonly iam.Policy[]): string[] {
  if (mostCharactersIn(documentsOf(role, attached)) <= INLINE_CHARACTERS) return [];
  const least = renderedDocuments(role, attached).reduce((sum: number, document) => sum + leastCharactersIn(document), 0);
  if (least <= INLINE_CHARACTERS) return [];
  return [
    `the inline policies of the role must have at most ${INLINE_CHARACTERS} characters together, got at least ${least}, which IAM refuses; ` +
      `grant on fewer resources, or put statements into iam.ManagedPolicy`,
  ];
}

/**
 * Holds a role to the number of managed policies that IAM takes, ours included.
 *
 * @param isOwn whether the role was made for one function
 * @internal
 */
export function checkNumber(role: iam.IRole, ours: number, isOwn: boolean): void {
  const { managedPolicyArns } = role.node.defaultChild as iam.CfnRole;
  const others = Stack.of(role).resolve(managedPolicyArns) as unknown[] | undefined;
  const attached = ours + (Array.isArray(others) ? others.length : 0);
  if (attached > MANAGED_POLICIES.most) {
    refuse(
      role,
      `'role' must need at most ${MANAGED_POLICIES.most} managed policies beside ${INLINE_CHARACTERS} characters of inline policies, ` +
        `got ${attached}; ${isOwn ? 'grant on fewer resources' : "remove 'role', so that each function gets its own role"}`,
    );
  }
  if (attached <= MANAGED_POLICIES.usual) return;
  warn(
    role,
    'ManagedPolicyQuota',
    `a role must have at most ${MANAGED_POLICIES.usual} managed policies, the default quota, got ${attached} with those for Lambda itself; ` +
      `grant on fewer resources, or raise the quota`,
  );
}
