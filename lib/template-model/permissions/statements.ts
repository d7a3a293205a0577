import { coversText } from '../../core/aws/wildcards';
import { mayCover } from '../arn-patterns';
import { arnOf, NAME_PROPERTIES, namedIn } from '../arns';
import { type Fields, isFields, isList, type Part, partsOf, Reference, type Resource, textOf, type Value } from '../resource';
import type { EventOrigin } from './event-origin';

/** An answer that is undefined where only a deployment knows. @internal */
export type Answer = boolean | undefined;

/** @internal */
export const anyOf = (answers: Iterable<Answer>): Answer => {
  let answer: Answer = false;
  for (const one of answers) {
    if (one === true) return true;
    if (one === undefined) answer = undefined;
  }
  return answer;
};

/** The second is asked only where the first does not settle it. @internal */
export function bothOf(one: Answer, other: () => Answer): Answer {
  if (one === false) return false;
  const second = other();
  return second === false ? false : one && second;
}

/** @internal */
export const listed = (value: Value): readonly Value[] => (value === undefined ? [] : isList(value) ? value : [value]);

/** Whether a pattern of IAM's, with `*` and `?`, covers the text. @internal */
export const covers = (pattern: string, text: string): boolean =>
  pattern.includes('*') || pattern.includes('?')
    ? coversText(pattern, text)
    : pattern.length === text.length && pattern.toLowerCase() === text.toLowerCase();

const SOURCE = 'aws:SourceArn';
const OF_SOURCE = /^(ForAnyValue:)?(Arn|String)(Equals|Like)(IgnoreCase)?(IfExists)?$/;

/** What each condition on the source of a request accepts. */
const sourcesIn = (conditions: Fields, named: string): (readonly Value[])[] =>
  Object.entries(conditions).flatMap(([operator, keys]) =>
    OF_SOURCE.test(operator) && isFields(keys)
      ? Object.entries(keys).flatMap(([key, values]) => (key.toLowerCase() === named.toLowerCase() ? [listed(values)] : []))
      : [],
  );

/**
 * One statement of a policy.
 *
 * @internal
 */
export class Statement {
  constructor(
    private readonly fields: Fields,
    /** Whether it is in a policy of several roles, and so may be meant for another than the one it is asked of. */
    public readonly isShared = false,
    /** Whether it is in a policy that AWS manages. */
    public readonly isOfManagedPolicy = false,
  ) {}

  /** What it allows or denies; of a statement that excludes actions, those with a sign before them. */
  public get actions(): readonly Value[] {
    const { Action, NotAction } = this.fields;
    return NotAction === undefined ? listed(Action) : listed(NotAction).map((action) => textOf(['not ', ...(partsOf(action) ?? [])]));
  }

  public get denies(): boolean {
    return this.fields.Effect === 'Deny';
  }

  public get principals(): readonly Value[] {
    const { Principal } = this.fields;
    return isFields(Principal) ? Object.values(Principal).flatMap(listed) : listed(Principal);
  }

  public get conditions(): Fields {
    return isFields(this.fields.Condition) ? this.fields.Condition : {};
  }

  public get hasCondition(): boolean {
    return this.fields.Condition !== undefined && !(isFields(this.fields.Condition) && Object.keys(this.fields.Condition).length === 0);
  }

  public get resources(): readonly Value[] {
    return listed(this.fields.Resource);
  }

  public isAbout(action: string): Answer {
    if (this.fields.NotAction !== undefined) {
      const others = anyOf(listed(this.fields.NotAction).map((pattern) => matchesAction(pattern, action)));
      return others === undefined ? undefined : !others;
    }
    return anyOf(listed(this.fields.Action).map((pattern) => matchesAction(pattern, action)));
  }

  /** Whether it names the service, or everybody. */
  public isFor(service: string): Answer {
    return this.anyPrincipal((principal) => {
      if (typeof principal !== 'string') return principal instanceof Reference || isAccount(principal) ? false : undefined;
      if (principal === service) return true;
      // In some regions and partitions, services have other names, as in `logs.eu-west-1.amazonaws.com`.
      return principal.split('.')[0] === service.split('.')[0] ? undefined : false;
    });
  }

  /** Whether it names the role itself, or everybody. Naming the account leaves it to the policies of the role. */
  public isForRole(role: Resource): Answer {
    return this.anyPrincipal((principal) => {
      if (principal instanceof Reference) return isSame(principal, role);
      if (typeof principal === 'string' && !principal.startsWith('arn:')) return false;
      return isAccount(principal) ? isArnOf(role, principal) : undefined;
    });
  }

  /** Whether it names an account, a role or a user. */
  public get isForAccount(): boolean {
    return this.principals.some((principal) => isAccount(principal) || (typeof principal === 'string' && /^\d{12}$/.test(principal)));
  }

  public get isForEverybody(): boolean {
    return this.fields.NotPrincipal === undefined && this.principals.includes('*');
  }

  private anyPrincipal(isMatch: (principal: Value) => Answer): Answer {
    if (this.fields.NotPrincipal !== undefined) return undefined;
    return anyOf(this.principals.map((principal) => principal === '*' || isMatch(principal)));
  }

  /** Whether an action of a list allows it that is no wildcard for all of a service. */
  public isNarrowlyAbout(action: string): boolean {
    return listed(this.fields.Action).some(
      (pattern) => typeof pattern === 'string' && !/(^|:)\*$/.test(pattern) && covers(pattern, action),
    );
  }

  /** Whether each of its actions is one of those services'. */
  public isOnlyOf(services: readonly string[]): boolean {
    const actions = listed(this.fields.Action);
    return actions.length > 0 && actions.every((action) => typeof action === 'string' && services.includes(action.split(':')[0]));
  }

  /** Whether a condition on the source accepts it: false where it names other sources only. */
  public mayBeFrom({ arn, own, key = SOURCE }: EventOrigin): boolean {
    return sourcesIn(this.conditions, key).every((patterns) => patterns.some((pattern) => mayCover(pattern, arn, own)));
  }

  /** False where none of its resources can cover the ARN, of which only parts are known. */
  public mayBeOn(arn: readonly Part[], own: readonly (Resource | undefined)[]): Answer {
    if (this.fields.Resource === undefined) return undefined;
    return anyOf(listed(this.fields.Resource).map((pattern) => (pattern === '*' ? true : mayCover(pattern, arn, own) ? undefined : false)));
  }

  /** Whether its resources cover the resource, or something in it. */
  public isOn(resource: Resource | undefined): Answer {
    if (this.fields.Resource === undefined) return undefined;
    return anyOf(listed(this.fields.Resource).map((pattern) => matchesResource(pattern, resource)));
  }
}

const isAccount = (principal: Value): boolean => arnOf(principal)?.service === 'iam';

/** Whether an ARN of IAM's may be that of the role. */
function isArnOf(role: Resource, principal: Value): Answer {
  const arn = arnOf(principal);
  if (arn && textOf(arn.resource) === 'root') return false;
  const named = arn && namedIn(arn);
  if (named?.name instanceof Reference) return named.name.resource === role;
  return named?.type === role.type ? matchesName(String(named.name), role) : undefined;
}

const matchesAction = (pattern: Value, action: string): Answer => (typeof pattern === 'string' ? covers(pattern, action) : undefined);

function matchesResource(pattern: Value, resource: Resource | undefined): Answer {
  if (pattern === '*') return true;
  if (resource === undefined) return undefined;
  const [first, ...behind] = partsOf(pattern) ?? [];
  if (first instanceof Reference) return isQualified(resource) ? matchesQualified(first, behind, resource) : isSame(first, resource);
  const arn = arnOf(pattern);
  const named = arn && namedIn(arn);
  if (!named || isQualified(resource)) return undefined;
  if (named.name instanceof Reference) return isSame(named.name, resource);
  return named.type === kindOf(resource) && matchesName(named.name, resource);
}

const isQualified = ({ type }: Resource): boolean => type === 'AWS::Lambda::Alias' || type === 'AWS::Lambda::Version';

/** An alias or a version is named by itself, or as its function with what is behind it: the function alone is not enough. */
function matchesQualified(first: Reference, behind: readonly Part[], resource: Resource): Answer {
  if (first.resource === resource) return true;
  const fn = resource.get('FunctionName');
  if (!(fn instanceof Reference)) return undefined;
  if (fn.resource !== first.resource) return isSame(first, resource);
  if (behind.length === 0) return false;
  const suffix = textOf(behind);
  if (typeof suffix !== 'string') return undefined;
  const name = resource.text('Name');
  return name === undefined ? /[*?]/.test(suffix) || undefined : covers(suffix, `:${name}`);
}

/** A global table has the ARN of a table. */
const kindOf = ({ type }: Resource): string => (type === 'AWS::DynamoDB::GlobalTable' ? 'AWS::DynamoDB::Table' : type);

/** An attribute of what has no name, as of a custom resource, may be anything. */
function isSame({ resource }: Reference, other: Resource): Answer {
  if (resource === other) return true;
  return NAME_PROPERTIES[resource.type] !== undefined || resource.type === 'AWS::KMS::Key' ? false : undefined;
}

/** A name that is generated is none that is spelled out; whether a pattern covers it shows at deployment. */
function matchesName(pattern: string, resource: Resource): Answer {
  if (pattern === '*') return true;
  const property = NAME_PROPERTIES[resource.type];
  if (property === undefined || resource.has(property) === undefined) return undefined;
  if (resource.has(property) === false) return /[*?]/.test(pattern) ? undefined : false;
  const name = resource.text(property);
  return name === undefined ? undefined : covers(pattern, name);
}
