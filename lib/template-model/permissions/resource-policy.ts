import type { Resource, Value } from '../resource';
import type { Resources } from '../resources';
import type { EventOrigin } from './event-origin';
import { type Policy, statementsOf } from './role';
import { type Answer, anyOf, bothOf, listed, type Statement } from './statements';

/**
 * The policies of a topic, a queue, a bucket or a key, together.
 *
 * @internal
 */
export class ResourcePolicy {
  private readonly statements: readonly Statement[];
  /** Whether every statement is known. */
  private readonly isWhole: boolean;

  constructor(
    private readonly resource: Resource,
    policies: readonly Policy[],
  ) {
    this.statements = policies.flatMap((statements) => statements ?? []);
    this.isWhole = policies.every((statements) => statements !== undefined);
  }

  /** Whether a service may do that for the source. What another condition narrows counts as allowed: it may be meant. */
  public lets(service: string, action: string, origin?: EventOrigin): Answer {
    if (this.denies(action, (statement) => statement.isFor(service))) return false;
    return this.allows(action, (statement) => (origin && !statement.mayBeFrom(origin) ? false : statement.isFor(service)));
  }

  /** Whether a role may do that although no policy of the role allows it. */
  public letsRole(role: Resource, action: string): Answer {
    return this.allows(action, (statement) => statement.isForRole(role));
  }

  /** Whether a role may not do that, whatever its own policies say and whatever the circumstances. */
  public deniesRole(role: Resource | undefined, action: string): boolean {
    return this.denies(action, (statement) => (role ? statement.isForRole(role) : statement.isForEverybody));
  }

  /** Whether a statement allows accounts or roles, and so perhaps who acts for them. */
  public get letsAccountsIn(): boolean {
    return this.statements.some((statement) => !statement.denies && statement.isForAccount);
  }

  private denies(action: string, isFor: (statement: Statement) => Answer): boolean {
    return this.statements.some(
      (statement) =>
        statement.denies &&
        !statement.hasCondition &&
        isFor(statement) === true &&
        statement.isAbout(action) === true &&
        statement.isOn(this.resource) === true,
    );
  }

  private allows(action: string, isFor: (statement: Statement) => Answer): Answer {
    const answers = this.statements.map((statement) => {
      if (statement.denies) return false;
      return bothOf(statement.isAbout(action), () => bothOf(isFor(statement), () => statement.isOn(this.resource)));
    });
    const allowed = anyOf(answers);
    return allowed === false && !this.isWhole ? undefined : allowed;
  }
}

/** Policies that stand on their own: the property that names what they are on, and its kind. */
const POLICY_TYPES: Readonly<Record<string, { readonly property: string; readonly on: string }>> = {
  'AWS::SQS::QueuePolicy': { property: 'Queues', on: 'AWS::SQS::Queue' },
  'AWS::SQS::QueueInlinePolicy': { property: 'Queue', on: 'AWS::SQS::Queue' },
  'AWS::SNS::TopicPolicy': { property: 'Topics', on: 'AWS::SNS::Topic' },
  'AWS::SNS::TopicInlinePolicy': { property: 'TopicArn', on: 'AWS::SNS::Topic' },
  'AWS::S3::BucketPolicy': { property: 'Bucket', on: 'AWS::S3::Bucket' },
};

/** The policies of the templates that are on a resource, not on a role. @internal */
export class ResourcePolicies {
  private readonly separate = new Map<Resource, Policy[]>();
  /** The kinds of resource of which a policy names one that only a deployment knows: it may be any. */
  private readonly open = new Set<string>();

  constructor(private readonly resources: Resources) {
    for (const policy of resources.ofType(...Object.keys(POLICY_TYPES))) {
      const { property, on } = POLICY_TYPES[policy.type];
      for (const named of listed(policy.get(property))) this.put(statementsOf(policy.get('PolicyDocument')), named, on);
    }
  }

  /** Absent where none of the templates has one: then the service's own holds. */
  public of(resource: Resource): ResourcePolicy | undefined {
    const policies = [...this.policiesOn(resource), ...(this.mayHaveMore(resource) ? [undefined] : [])];
    return policies.length === 0 ? undefined : new ResourcePolicy(resource, policies);
  }

  private mayHaveMore({ type }: Resource): boolean {
    return this.open.has(type) || (type !== 'AWS::KMS::Key' && this.resources.hasHiddenPolicies);
  }

  private policiesOn(resource: Resource): readonly Policy[] {
    if (resource.type !== 'AWS::KMS::Key') return this.separate.get(resource) ?? [];
    return resource.has('KeyPolicy') === false ? [] : [statementsOf(resource.get('KeyPolicy'))];
  }

  /** A queue may be named by its URL too. */
  private put(policy: Policy, named: Value, on: string): void {
    const resource = this.resources.behind(named, on);
    if (resource) this.separate.set(resource, [...(this.separate.get(resource) ?? []), policy]);
    else if (this.resources.mayName(named, on) || on === 'AWS::SQS::Queue') this.open.add(on);
  }
}
