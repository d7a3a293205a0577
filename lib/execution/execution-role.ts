import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { RolePolicies } from '../core/policies/role-policies';

/**
 * The function's role: only Lambda assumes it, and no AWS managed policy is attached.
 *
 * The id is the one that CDK's function gives its role, so that a migrated function keeps it.
 *
 * @internal
 */
export class ExecutionRole extends iam.Role {
  constructor(scope: Construct, permissionsBoundary?: iam.IManagedPolicy) {
    super(scope, 'ServiceRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), permissionsBoundary });
  }

  /** Whether nobody else was added to the one statement of its trust policy: to resolve that costs time for each role. */
  public get trustsLambdaAlone(): boolean {
    return this.assumeRolePolicy?.statementCount === 1;
  }

  /** The user's inline policies count towards the characters that IAM takes. */
  public override attachInlinePolicy(policy: iam.Policy): void {
    RolePolicies.of(this).ofUser.addInline(policy);
    super.attachInlinePolicy(policy);
  }

  /**
   * CDK attaches AWS's policy for Lambda Insights, which allows every log group; a statement of the library
   * replaces it.
   */
  public override addManagedPolicy(policy: iam.IManagedPolicy): void {
    const arn = JSON.stringify(Stack.of(this).resolve(policy.managedPolicyArn));
    if (arn.includes('CloudWatchLambdaInsightsExecutionRolePolicy')) return;
    RolePolicies.of(this).ofUser.addManaged();
    super.addManagedPolicy(policy);
  }
}

/**
 * A role that Lambda can't assume fails at deployment.
 *
 * @internal
 */
export function checkTrust(scope: IConstruct, role: iam.IRole): void {
  if (role instanceof ExecutionRole || !iam.Role.isRole(role) || role.assumeRolePolicy === undefined) return;
  const trust = JSON.stringify(Stack.of(role).resolve(role.assumeRolePolicy.toJSON()));
  if (trust.includes('lambda.amazonaws.com') || trust.includes('"Service":{')) return;
  refuse(
    scope,
    `'role' must trust lambda.amazonaws.com, got a role that does not; create it with 'assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com")'`,
  );
}
