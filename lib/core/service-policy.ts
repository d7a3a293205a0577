import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge, wildcardFinding } from './acknowledgements';

/**
 * Whether permissions are in inline policies of the role, or in customer-managed policies that are attached to it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export enum PolicyKind {
  /** Inline policies. */
  INLINE = 'inline',
  /** Customer-managed policies. */
  CUSTOMER_MANAGED = 'customer-managed',
}

/**
 * What Lambda itself needs, apart from the user's grants: acknowledging a wildcard here hides none of theirs.
 *
 * Where the statements are rendered is decided when the app is complete (`role-policies.ts`): in the role, or in a policy
 * below this construct. Whoever depends on this construct waits for them in either case.
 *
 * @internal
 */
export class ServicePolicy extends Construct {
  private readonly reasons: Record<string, string> = {};

  constructor(
    scope: Construct,
    id: string,
    public readonly statements: readonly iam.PolicyStatement[],
    public readonly kind: PolicyKind,
  ) {
    super(scope, id);
  }

  /** States why a wildcard cannot be narrower; holds for a policy below this construct at once. */
  public acknowledgeWildcard(resource: string, reason: string): void {
    const finding = wildcardFinding(this, resource);
    this.reasons[finding] = reason;
    acknowledge(this, { [finding]: reason });
  }

  /** States the same on the role, where the statements are in it. */
  public acknowledgeOn(role: CfnResource): void {
    if (Object.keys(this.reasons).length > 0) acknowledge(role, this.reasons);
  }

  /** What is configured again is removed and made anew. */
  public get isInTree(): boolean {
    return this.node.scope?.node.tryFindChild(this.node.id) === this;
  }
}

/**
 * Whether the resource holds statements that Lambda itself needs, and nothing that the user granted.
 *
 * @internal
 */
export const isServicePolicy = (resource: CfnResource): boolean => resource.node.scopes.some((scope) => scope instanceof ServicePolicy);
