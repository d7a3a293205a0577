import { arnOf } from './arns';
import { MANAGED_POLICIES } from './managed-policies';
import { isFields, partsOf, Reference, type Resource, type Value } from './resource';
import type { Resources } from './resources';
import { type Answer, anyOf, listed, Statement } from './statements';

/** The statements of a policy document; undefined where it is not known. @internal */
export function statementsOf(document: Value): readonly Statement[] | undefined {
  if (!isFields(document)) return undefined;
  const statements = listed(document.Statement);
  return statements.every(isFields) ? statements.map((statement) => new Statement(statement)) : undefined;
}

/**
 * What a role of the templates may do.
 *
 * @internal
 */
export class Role {
  private readonly statements: readonly Statement[];
  /** Whether all of its policies are known. */
  private readonly isWhole: boolean;

  constructor(
    public readonly resource: Resource,
    resources: Resources,
  ) {
    const policies = [...inlinePolicies(resource), ...attachedPolicies(resource, resources), ...managedPolicies(resource, resources)];
    this.statements = policies.flatMap((statements) => statements ?? []);
    this.isWhole = policies.every((statements) => statements !== undefined);
  }

  /** Whether it may do that to the resource. What a condition narrows counts as allowed: it may be meant. */
  public allows(action: string, resource: Resource | undefined): Answer {
    const about = this.statements.filter((statement) => statement.isAbout(action) !== false);
    const denied = about.some((statement) => statement.denies && !statement.hasCondition && statement.isOn(resource) === true);
    if (denied) return false;
    const allowing = about.filter(({ denies }) => !denies);
    const allowed = anyOf(allowing.map((statement) => (statement.isAbout(action) ? statement.isOn(resource) : undefined)));
    return allowed === false && !this.isWhole ? undefined : allowed;
  }
}

const inlinePolicies = (role: Resource): (readonly Statement[] | undefined)[] =>
  (role.list('Policies') ?? [undefined]).map((policy) => (isFields(policy) ? statementsOf(policy.PolicyDocument) : undefined));

/** Policies that name the role. */
function attachedPolicies(role: Resource, resources: Resources): (readonly Statement[] | undefined)[] {
  const policies = resources.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy');
  return policies.filter((policy) => isAttached(policy, role, resources)).map((policy) => statementsOf(policy.get('PolicyDocument')));
}

function isAttached(policy: Resource, role: Resource, resources: Resources): boolean {
  const roles = policy.type === 'AWS::IAM::RolePolicy' ? [policy.get('RoleName')] : listed(policy.get('Roles'));
  return roles.some((named) => resources.behind(named, 'AWS::IAM::Role') === role);
}

function managedPolicies(role: Resource, resources: Resources): (readonly Statement[] | undefined)[] {
  return (role.list('ManagedPolicyArns') ?? [undefined]).map((arn) => {
    if (arn instanceof Reference)
      return resources.behind(arn)?.type === 'AWS::IAM::ManagedPolicy' ? statementsOf(arn.resource.get('PolicyDocument')) : undefined;
    const name = /policy\/(?:.*\/)?([^/]+)$/.exec((partsOf(arn) ?? []).map((part) => (typeof part === 'string' ? part : '')).join(''))?.[1];
    const isOfAws = arnOf(arn)?.account === 'aws';
    const actions = isOfAws && name !== undefined ? MANAGED_POLICIES[name] : undefined;
    return actions && [new Statement({ Effect: 'Allow', Action: actions, Resource: '*' })];
  });
}
