import { NAME_PROPERTIES } from './arns';
import { type Part, partsOf, Reference, type Resource, UNKNOWN, Unknown, type Value } from './resource';

/** The longest part of a logical id that CloudFormation surely keeps in a name that it generates. */
const KEPT_OF_ID = 20;
/** Longer than any ARN: whatever is beyond may match. */
const LONGEST = 1000;
const ANYTHING = new Unknown('*');

interface ArnForm {
  readonly service: string;
  readonly prefix: string;
  /** The attribute that is the ARN. */
  readonly arn: readonly string[];
  /** The attribute that is the name. */
  readonly name: readonly string[];
  readonly behind?: readonly Part[];
}

/** How the ARN of each kind of resource is made of its name. */
const FORMS: Readonly<Record<string, ArnForm>> = {
  'AWS::SNS::Topic': { service: 'sns', prefix: '', arn: ['Ref', 'TopicArn', 'Arn'], name: ['TopicName'] },
  'AWS::SQS::Queue': { service: 'sqs', prefix: '', arn: ['Arn'], name: ['QueueName'] },
  'AWS::S3::Bucket': { service: 's3', prefix: '', arn: ['Arn'], name: ['Ref'] },
  'AWS::Events::Rule': { service: 'events', prefix: 'rule/', arn: ['Arn'], name: ['Ref'] },
  'AWS::Lambda::Function': { service: 'lambda', prefix: 'function:', arn: ['Arn'], name: ['Ref'] },
  'AWS::Logs::LogGroup': { service: 'logs', prefix: 'log-group:', arn: ['Arn'], name: ['Ref'], behind: [':*'] },
  'AWS::SecretsManager::Secret': { service: 'secretsmanager', prefix: 'secret:', arn: ['Ref', 'Id'], name: [], behind: ['-', ANYTHING] },
};

/** The name of a resource as far as the template has it: one that is generated has the logical id in it. @internal */
export function nameParts(resource: Resource): readonly Part[] {
  const property = NAME_PROPERTIES[resource.type];
  const isNamed = property === undefined ? undefined : resource.has(property);
  if (property === undefined || isNamed === undefined) return [ANYTHING];
  if (isNamed) return partsOf(resource.get(property)) ?? [ANYTHING];
  const id = resource.id.slice(0, KEPT_OF_ID);
  return [ANYTHING, resource.type === 'AWS::S3::Bucket' ? id.toLowerCase() : id, ANYTHING];
}

/** The ARN of a resource as far as the template has it; absent for kinds whose ARN is not made of their name. @internal */
export function arnParts(resource: Resource): readonly Part[] | undefined {
  const form = FORMS[resource.type];
  if (!form) return undefined;
  const { service, prefix, behind = [] } = form;
  const place: readonly Part[] = service === 's3' ? ['::'] : [UNKNOWN, ':', UNKNOWN];
  // The ARN of a rule on a custom bus has the bus before the name of the rule.
  const onBus: readonly Part[] = resource.type === 'AWS::Events::Rule' && resource.has('EventBusName') !== false ? [ANYTHING] : [];
  return ['arn:', UNKNOWN, `:${service}:`, ...place, service === 's3' ? '' : ':', prefix, ...onBus, ...nameParts(resource), ...behind];
}

/**
 * Whether a pattern of IAM's may cover the text that the parts spell out: what is not known may be anything. A reference to
 * another resource, whose name is generated, covers none of the names here. The first resource has the ARN.
 *
 * @internal
 */
export function mayCover(pattern: Value, text: readonly Part[], own: readonly (Resource | undefined)[] = []): boolean {
  const parts = partsOf(pattern);
  if (!parts) return true;
  // The ARN of the resource itself, with whatever is behind it.
  if (parts[0] instanceof Reference && parts[0].resource === own[0]) return true;
  const owners = new Set([...own, ...text.map(resourceOf)]);
  if (parts.some((part) => isOfAnother(part, owners))) return false;
  const [wanted, got] = [tokensOf(open(parts)), tokensOf(text)];
  return !wanted || !got || haveCommon(wanted, got);
}

const resourceOf = (part: Part): Resource | undefined => (part instanceof Reference ? part.resource : undefined);

function isOfAnother(part: Part, owners: ReadonlySet<Resource | undefined>): boolean {
  if (!(part instanceof Reference) || owners.has(part.resource)) return false;
  const { resource, attribute } = part;
  const form = FORMS[resource.type];
  return form !== undefined && [...form.arn, ...form.name].includes(attribute) && resource.has(NAME_PROPERTIES[resource.type]) === false;
}

/** Any text, as in a pattern. */
const ANY = '*';
/** Any text within one of the parts that colons separate: a region, a name. */
const WITHIN = '\u0000';

/** What comes last and is not known may be several of the parts that colons separate. */
function open(parts: readonly Part[]): readonly Part[] {
  const last = parts[parts.length - 1];
  return last instanceof Unknown && !last.name.startsWith('AWS::') ? [...parts.slice(0, -1), ANY] : parts;
}

/** Characters and wildcards; absent where there are too many. Names of names of names grow fast, and one may have itself in it. */
function tokensOf(parts: readonly Part[]): string[] | undefined {
  const tokens: string[] = [];
  const rest = [...parts].reverse();
  for (let visited = 0; rest.length > 0; visited++) {
    const part = rest.pop() as Part;
    if (typeof part === 'string') tokens.push(...part.slice(0, LONGEST + 1));
    else if (part instanceof Unknown) tokens.push(WITHIN);
    else rest.push(...[...(spelledOut(part) ?? [ANY])].reverse());
    if (visited > LONGEST || tokens.length > LONGEST) return undefined;
  }
  return tokens;
}

function spelledOut({ resource, attribute }: Reference): readonly Part[] | undefined {
  const form = FORMS[resource.type];
  if (form?.arn.includes(attribute)) return arnParts(resource);
  return form?.name.includes(attribute) ? nameParts(resource) : undefined;
}

const isWild = (token: string): boolean => token === ANY || token === WITHIN;
const absorbs = (wild: string, token: string): boolean => wild === ANY || token !== ':';

/** Whether a text exists that both patterns cover: row by row, so in the time of their lengths. */
function haveCommon(one: readonly string[], other: readonly string[]): boolean {
  // reached[j]: the first i tokens of the one and the first j of the other have a text in common.
  let reached = closed(
    Array.from({ length: other.length + 1 }, (_, index) => index === 0),
    other,
  );
  for (const token of one) {
    const next: boolean[] = [isWild(token) && reached[0]];
    for (let index = 1; index <= other.length; index++) {
      const its = other[index - 1];
      if (isWild(token)) next[index] = reached[index] || (next[index - 1] && (isWild(its) || absorbs(token, its)));
      else if (isWild(its)) next[index] = next[index - 1] || (reached[index] && absorbs(its, token));
      else next[index] = reached[index - 1] && (token === its || token === '?' || its === '?');
    }
    reached = next;
  }
  return reached[other.length];
}

/** A wildcard may stand for nothing. */
function closed(reached: boolean[], tokens: readonly string[]): boolean[] {
  for (let index = 1; index <= tokens.length && isWild(tokens[index - 1]); index++) reached[index] = reached[index - 1];
  return reached;
}
