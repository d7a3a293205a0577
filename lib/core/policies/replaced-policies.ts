import { Lazy, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';

/**
 * Takes managed policies from a role, and gives it others in the same update. What is added to the role later stays.
 *
 * @internal
 */
export function replaceManagedPolicies(role: iam.CfnRole, isReplaced: (arn: unknown) => boolean, added: readonly string[]): void {
  const given = role.managedPolicyArns;
  role.managedPolicyArns = Token.asList(
    Lazy.uncachedAny(
      {
        produce: ({ resolve }) => [...((resolve(given) ?? []) as unknown[]).filter((arn) => !isReplaced(arn)), ...resolve([...added])],
      },
      { omitEmptyArray: true },
    ),
  );
}
