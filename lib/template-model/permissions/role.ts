import { arnOf, namedIn } from '../arns';
import { readJson } from '../json-text';
import { isFields, type Part, partsOf, Reference, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';
import { MANAGED_POLICIES } from './managed-policies';
import { type Answer, anyOf, bothOf, listed, Statement } from './statements';

/** The statements of a policy; undefined where they are not known. @internal */
export type Policy = readonly Statement[] | undefined;

/** @internal */
export function statementsOf(document: Value, isShared = false): Policy {
  const policy = isFields(document) ? document : readJson(document);
  if (!isFields(policy)) return undefined;
  const statements = listed(policy.Statement);
  return statements.every(isFields) ? statements.map((statement) => new Statement(statement, isShared)) : undefined;
}

/**
 * What a role of the templates may do.
 *
 * @internal
 */
export class Role {
  private readonly statements: readonly Statement[];
  /** Whether all of its policies are known. */
  public readonly isWhole: boolean;

  constructor(
    public readonly resource: Resource,
    attached: readonly Policy[],
    private readonly resources: Resources,
  ) {
    const policies = [...inlinePolicies(resource), ...attached, ...managedPolicies(resource, resources)];
    this.statements = policies.flatMap((statements) => statements ?? []);
    this.isWhole = policies.every((statements) => statements !== undefined);
  }

  /** What its policies allow and deny, one by one. */
  public get all(): readonly Statement[] {
    return this.statements;
  }

  /** What its policies allow, one by one. */
  public get allowing(): readonly Statement[] {
    return this.statements.filter(({ denies }) => !denies);
  }

  /** Whether it may do that to the resource. What a condition narrows counts as allowed: it may be meant. */
  public allows(action: string, resource: Resource | undefined): Answer {
    return this.denies(action, resource) ? false : this.allowsWhere(action, (statement) => statement.isOn(resource));
  }

  /** Whether it may do that to what has the ARN, of which only parts are known. */
  public allowsOn(action: string, arn: readonly Part[], own: readonly (Resource | undefined)[] = []): Answer {
    return this.allowsWhere(action, (statement) => statement.mayBeOn(arn, own));
  }

  private allowsWhere(action: string, isOn: (statement: Statement) => Answer): Answer {
    const allowed = anyOf(this.statements.map((one) => (one.denies ? false : bothOf(one.isAbout(action), () => isOn(one)))));
    return allowed === false && !this.isWhole ? undefined : allowed;
  }

  /**
   * What its own policies name on which they allow an action that is asked for its kind, by name both: somebody has meant
   * it. With what follows the resource's own ARN, as in `/made/*`.
   */
  public named(actionsOn: (type: string) => readonly string[]): readonly NamedResource[] {
    return this.statements.filter(names).flatMap((statement) =>
      statement.resources
        .flatMap((value) => namedBy(value, this.resources) ?? [])
        .filter(({ resource }) => {
          const actions = actionsOn(resource.type);
          return actions.some((action) => statement.isNarrowlyAbout(action) && !this.denies(action, resource));
        }),
    );
  }

  /** Whether all that it allows is of those services. */
  public isOnlyFor(services: readonly string[]): boolean {
    return this.isWhole && this.statements.every((statement) => statement.denies || statement.isOnlyOf(services));
  }

  /** Whether a policy forbids it, whatever others allow and whatever the circumstances. */
  public denies(action: string, resource: Resource | undefined): boolean {
    return this.statements.some(
      (statement) => statement.denies && !statement.hasCondition && statement.isAbout(action) === true && statement.isOn(resource) === true,
    );
  }
}

const names = ({ denies, isShared, hasCondition }: Statement): boolean => !denies && !isShared && !hasCondition;

/** A resource that a policy names, and what follows its ARN there. @internal */
export interface NamedResource {
  readonly resource: Resource;
  readonly behind: readonly Part[];
}

function namedBy(value: Value, resources: Resources): NamedResource | undefined {
  const [first, ...behind] = partsOf(value) ?? [];
  if (first instanceof Reference) return { resource: first.resource, behind };
  const arn = arnOf(value);
  const named = arn && namedIn(arn);
  const resource = named && (named.name instanceof Reference ? named.name.resource : resources.named(named.type, named.name));
  return resource && { resource, behind: named?.behind ?? [] };
}

const ROLE = 'AWS::IAM::Role';

/** Which policies of the templates are attached to which role, each with its statements. @internal */
export class AttachedPolicies {
  private readonly byRole = new Map<Resource, { readonly by: Resource; readonly policy: Policy }[]>();
  /** Whether a policy names a role that only a deployment knows: it may be any. */
  private isOpen: boolean;

  constructor(resources: Resources) {
    this.isOpen = resources.hasHiddenPolicies;
    for (const policy of resources.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy')) {
      const roles = policy.type === 'AWS::IAM::RolePolicy' ? [policy.get('RoleName')] : listed(policy.get('Roles'));
      const statements = statementsOf(policy.get('PolicyDocument'), roles.length > 1);
      for (const named of roles) this.attach({ by: policy, policy: statements }, named, resources);
    }
  }

  /** Those that the filter accepts, by the resources that they are. */
  public of(role: Resource, isIncluded: (policy: Resource) => boolean = () => true): readonly Policy[] {
    const known = (this.byRole.get(role) ?? []).flatMap(({ by, policy }) => (isIncluded(by) ? [policy] : []));
    return [...known, ...(this.isOpen ? [undefined] : [])];
  }

  /** The resources that attach policies to the role. */
  public resourcesOf(role: Resource): readonly Resource[] {
    return (this.byRole.get(role) ?? []).map(({ by }) => by);
  }

  private attach(attached: { readonly by: Resource; readonly policy: Policy }, named: Value, resources: Resources): void {
    const role = resources.behind(named, ROLE);
    if (role) this.byRole.set(role, [...(this.byRole.get(role) ?? []), attached]);
    else if (resources.mayName(named, ROLE)) this.isOpen = true;
  }
}

const inlinePolicies = (role: Resource): Policy[] =>
  (role.list('Policies') ?? [undefined]).map((policy) => (isFields(policy) ? statementsOf(policy.PolicyDocument) : undefined));

function managedPolicies(role: Resource, resources: Resources): Policy[] {
  return (role.list('ManagedPolicyArns') ?? [undefined]).map((arn) => {
    if (arn instanceof Reference)
      return resources.behind(arn)?.type === 'AWS::IAM::ManagedPolicy' ? statementsOf(arn.resource.get('PolicyDocument')) : undefined;
    const text = (partsOf(arn) ?? []).map((part) => (typeof part === 'string' ? part : '')).join('');
    const name = text.includes('policy/') ? text.split('/').pop() : undefined;
    const isOfAws = arnOf(arn)?.account === 'aws';
    const statements = isOfAws && name !== undefined && Object.hasOwn(MANAGED_POLICIES, name) ? MANAGED_POLICIES[name] : undefined;
    return statements?.map((fields) => new Statement(fields, false, true));
  });
}
