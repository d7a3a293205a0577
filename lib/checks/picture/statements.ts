import { arnOf, NAME_PROPERTIES, namedIn } from './arns';
import { type Fields, isFields, isList, partsOf, Reference, type Resource, type Value } from './resource';

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

/** @internal */
export const listed = (value: Value): readonly Value[] => (value === undefined ? [] : isList(value) ? value : [value]);

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

/** Whether a pattern of IAM's, with `*` and `?`, covers the text. @internal */
export const covers = (pattern: string, text: string): boolean =>
  new RegExp(`^${escaped(pattern).replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'is').test(text);

/**
 * One statement of a policy.
 *
 * @internal
 */
export class Statement {
  constructor(private readonly fields: Fields) {}

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
    if (this.fields.NotPrincipal !== undefined) return undefined;
    return anyOf(
      this.principals.map((principal) => {
        if (principal === '*' || principal === service) return true;
        return typeof principal === 'string' || principal instanceof Reference ? false : isAccount(principal) ? false : undefined;
      }),
    );
  }

  /** Whether its resources cover the resource, or something in it. */
  public isOn(resource: Resource | undefined): Answer {
    if (this.fields.NotResource !== undefined) return undefined;
    return anyOf(listed(this.fields.Resource).map((pattern) => matchesResource(pattern, resource)));
  }
}

const isAccount = (principal: Value): boolean => arnOf(principal)?.service === 'iam';

const matchesAction = (pattern: Value, action: string): Answer => (typeof pattern === 'string' ? covers(pattern, action) : undefined);

function matchesResource(pattern: Value, resource: Resource | undefined): Answer {
  if (pattern === '*') return true;
  if (resource === undefined) return undefined;
  const first = partsOf(pattern)?.[0];
  if (first instanceof Reference) return isSame(first, resource);
  const arn = arnOf(pattern);
  const named = arn && namedIn(arn);
  if (!named) return undefined;
  if (named.name instanceof Reference) return isSame(named.name, resource);
  return named.type === resource.type && matchesName(named.name, resource);
}

/** An attribute of what has no name of its own, as of a custom resource, may be anything. */
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
