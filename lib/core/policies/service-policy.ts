import { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { acknowledge, wildcardFinding } from '../acknowledgements';
import { waitAlone } from '../cdk/references';

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
  /** Where the statements are rendered, once that is decided. */
  private place?: IConstruct;
  /** The finding that a statement on every resource makes there, beside that of a policy. */
  private foundInRole?: string;
  /** What waits for the statements where they are not in the role, for which it waits in any case. */
  private readonly dependents: IConstruct[] = [];

  constructor(
    scope: Construct,
    id: string,
    public readonly statements: readonly iam.PolicyStatement[],
    public readonly kind: PolicyKind,
  ) {
    super(scope, id);
  }

  /** States why a wildcard cannot be narrower. */
  public acknowledgeWildcard(resource: string, reason: string): void {
    const finding = wildcardFinding(this, resource);
    this.reasons[finding] = reason;
    if (!this.place) return;
    acknowledge(this.place, { [finding]: reason });
    if (this.foundInRole && resource === '*') acknowledge(this.place, { [this.foundInRole]: reason });
  }

  /** A resource that refers to the function, or is it, is made after the statements. */
  public precede(dependent: IConstruct): void {
    if (this.place === undefined) this.dependents.push(dependent);
    else if (this.foundInRole === undefined) this.wait(dependent);
  }

  /** What is made for a raw resource is below it, and the statements may name it: the resource waits alone. */
  private wait(dependent: IConstruct): void {
    if (!CfnResource.isCfnResource(dependent) || dependent.node.children.length === 0) dependent.node.addDependency(this);
    else
      for (const { node } of Dependable.of(this).dependencyRoots)
        for (const each of node.findAll()) if (CfnResource.isCfnResource(each)) waitAlone(dependent, each);
  }

  /** The statements are rendered at this construct or below it: the acknowledgements are written there. */
  public placeAt(place: IConstruct, foundInRole?: string): void {
    this.place = place;
    this.foundInRole = foundInRole;
    for (const dependent of this.dependents.splice(0)) this.precede(dependent);
    if (Object.keys(this.reasons).length > 0) acknowledge(place, this.reasons);
  }

  /** Why it has statements on every resource, where it has. */
  public get reasonForEveryResource(): string | undefined {
    return this.reasons[wildcardFinding(this, '*')];
  }

  /** False after it was replaced by a new configuration. */
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
