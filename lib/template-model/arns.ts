import { type Part, partsOf, Reference, textOf, type Value } from './resource';

/** An ARN, each part as far as it is known. @internal */
export interface Arn {
  readonly service: Value;
  readonly region: Value;
  readonly account: Value;
  /** What follows the account, as in `function:orders:live`. */
  readonly resource: readonly Part[];
}

/** Whether a text has the form of a region, as a template or an ARN should have it. @internal */
export const isRegion = (text: Value): text is string => typeof text === 'string' && /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(text);

/**
 * Splits a text where its known parts have the separator.
 *
 * @internal
 */
export function splitParts(parts: readonly Part[], separator: string, most = Number.POSITIVE_INFINITY): Part[][] {
  const pieces: Part[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') {
      pieces[pieces.length - 1].push(part);
      continue;
    }
    let rest = part;
    for (let at = rest.indexOf(separator); at >= 0 && pieces.length < most; at = rest.indexOf(separator)) {
      if (at > 0) pieces[pieces.length - 1].push(rest.slice(0, at));
      pieces.push([]);
      rest = rest.slice(at + separator.length);
    }
    if (rest !== '') pieces[pieces.length - 1].push(rest);
  }
  return pieces;
}

/** The ARN that a text spells out; absent where it is none, or refers to a resource as a whole. @internal */
export function arnOf(value: Value): Arn | undefined {
  const parts = value instanceof Reference ? undefined : partsOf(value);
  if (!parts || typeof parts[0] !== 'string' || !parts[0].startsWith('arn:')) return undefined;
  const [, , service, region, account, resource] = splitParts(parts, ':', 6);
  return resource && { service: textOf(service), region: textOf(region), account: textOf(account), resource };
}

/** What each service calls what it has, so that the name of a resource can be found in its ARN. */
const PREFIXES: Readonly<Record<string, { readonly type: string; readonly prefix: string }[]>> = {
  sqs: [{ type: 'AWS::SQS::Queue', prefix: '' }],
  sns: [{ type: 'AWS::SNS::Topic', prefix: '' }],
  lambda: [{ type: 'AWS::Lambda::Function', prefix: 'function:' }],
  dynamodb: [{ type: 'AWS::DynamoDB::Table', prefix: 'table/' }],
  kinesis: [{ type: 'AWS::Kinesis::Stream', prefix: 'stream/' }],
  logs: [{ type: 'AWS::Logs::LogGroup', prefix: 'log-group:' }],
  s3: [{ type: 'AWS::S3::Bucket', prefix: '' }],
  events: [{ type: 'AWS::Events::EventBus', prefix: 'event-bus/' }],
  iam: [{ type: 'AWS::IAM::Role', prefix: 'role/' }],
  kms: [{ type: 'AWS::KMS::Key', prefix: 'key/' }],
};

/** The property in which each kind of resource says its name. @internal */
export const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Kinesis::Stream': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
};

/** A name, or the resource whose name it is, and what follows it. @internal */
export interface Named {
  readonly type: string;
  readonly name: string | Reference;
  /** Behind the name, as in `:live`, `/stream/*`. */
  readonly behind: readonly Part[];
}

/** Whose ARN it is. @internal */
export function namedIn(arn: Arn): Named | undefined {
  for (const { type, prefix } of typeof arn.service === 'string' ? (PREFIXES[arn.service] ?? []) : []) {
    const [first, ...others] = arn.resource;
    if (first instanceof Reference && prefix === '') return { type, name: first, behind: others };
    if (typeof first !== 'string' || !first.startsWith(prefix)) continue;
    const rest = first.slice(prefix.length);
    if (rest === '') return others[0] instanceof Reference ? { type, name: others[0], behind: others.slice(1) } : undefined;
    const end = type === 'AWS::Logs::LogGroup' ? rest.indexOf(':') : rest.search(/[:/]/);
    if (end === 0) return undefined;
    if (end > 0) return { type, name: rest.slice(0, end), behind: [rest.slice(end), ...others] };
    return others.length === 0 ? { type, name: rest, behind: [] } : undefined;
  }
  return undefined;
}
