import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { RolePolicies } from './role-policies';
import { type PolicyKind, ServicePolicy } from './service-policy';

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
  statements: iam.PolicyStatement[],
): ServicePolicy {
  const policy = new ServicePolicy(scope, id, statements, kind);
  if (iam.Role.isRole(role)) {
    RolePolicies.of(role).add(policy);
  } else {
    role.attachInlinePolicy(new iam.Policy(policy, 'Policy', { statements }));
    policy.placeAt(policy);
  }
  return policy;
}
