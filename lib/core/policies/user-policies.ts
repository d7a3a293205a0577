import type * as iam from 'aws-cdk-lib/aws-iam';

/**
 * The policies of the user, where a role reports each: to search an app for them, or to resolve the lists of each role, costs time.
 *
 * @internal
 */
export class UserPolicies {
  private readonly policies: iam.Policy[] = [];
  private managed = 0;
  private counted: unknown;

  /** Before any managed one is added: the role has the list of the CDK, to which they are. */
  public begin({ managedPolicyArns }: iam.CfnRole): void {
    this.counted = managedPolicyArns;
  }

  /** Those beside the role. */
  public get inline(): iam.Policy[] {
    return this.policies;
  }

  public addInline(policy: iam.Policy): void {
    // The CDK attaches a policy to its role more than once.
    if (!this.policies.includes(policy)) this.policies.push(policy);
  }

  public addManaged(): void {
    this.managed += 1;
  }

  /** The most managed policies that there are, which is not known where somebody replaced the list. */
  public mostManaged({ managedPolicyArns }: iam.CfnRole): number {
    return this.counted !== undefined && managedPolicyArns === this.counted ? this.managed : Number.POSITIVE_INFINITY;
  }
}
