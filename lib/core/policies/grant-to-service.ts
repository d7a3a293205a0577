import type { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { byResourceAliases, isByAlias } from '../cdk/key-aliases';
import { RolePolicies } from './role-policies';
import { PolicyKind, ServicePolicy } from './service-policy';

/**
 * Lets Lambda itself do what it needs, apart from the user's grants.
 *
 * An imported role gets a policy at once: nothing is known of it, and it may refuse.
 *
 * @internal
 */
export function grantToService(
  scope: Construct,
  id: string,
  role: iam.IRole,
  kind: PolicyKind,
  given: iam.PolicyStatement[],
): ServicePolicy {
  const statements = given.flatMap((statement) => byResourceAliases(scope, statement));
  const policy = new ServicePolicy(scope, id, statements, kind);
  if (isOfApp(role)) {
    RolePolicies.of(role).add(policy);
  } else {
    role.attachInlinePolicy(new iam.Policy(policy, 'Policy', { statements }));
    policy.placeAt(policy);
  }
  for (const keys of statements.filter(isByAlias))
    policy.acknowledgeWildcard(keys.resources[0], 'The one key that has the alias, by the condition.');
  return policy;
}

/**
 * The same while aspects run, when it is decided what is in the role: in a policy beside it.
 *
 * @internal
 */
export function grantLate(scope: Construct, id: string, role: iam.IRole, kind: PolicyKind, given: iam.PolicyStatement[]): void {
  const statements = given.flatMap((statement) => byResourceAliases(scope, statement));
  if (kind === PolicyKind.CUSTOMER_MANAGED && isOfApp(role)) new iam.ManagedPolicy(scope, id, { statements, roles: [role] });
  else new iam.Policy(scope, id, { statements, roles: [role] });
}

/**
 * Whether the role is a resource of this app, whoever made it.
 *
 * @internal
 */
export const isOfApp = (role: iam.IRole): boolean =>
  (role.node.defaultChild as Partial<CfnResource> | undefined)?.cfnResourceType === 'AWS::IAM::Role';
