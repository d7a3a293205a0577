import { isNotFound } from '../aws/errors';
import { answerSeconds } from '../invoke/durable';
import { type FunctionName, functionOfArn } from '../names/functions';
import { refuse } from '../refusal';
import type { Session } from '../session';

export type Role = 'on-failure' | 'dead letters' | 'stream failures' | 'redrive';

/** Where failures of a function are stored. */
export interface Target {
  readonly arn: string;
  readonly service: 'sqs' | 's3' | 'sns' | 'lambda' | 'events' | 'other';
  /** What sends failures there, such as `on-failure of live`. */
  readonly roles: readonly { readonly role: Role; readonly of: string }[];
  /** Below which a bucket holds the failures of this function. */
  readonly prefixes: readonly string[];
}

/** The function that was asked for, and where its failures are stored. */
export interface Targets {
  readonly fn: FunctionName;
  readonly functionArn: string;
  /** How long it takes at most to answer. */
  readonly timeoutSeconds: number;
  readonly targets: readonly Target[];
}

/** Asks Lambda and SQS: a target may have been configured by anybody. */
export async function targetsOf(session: Session, fn: FunctionName): Promise<Targets> {
  const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
  const lambda = await session.clients.lambda();
  const configuration = await lambda
    .send(new GetFunctionConfigurationCommand({ FunctionName: fn.name }))
    .catch((error) =>
      isNotFound(error)
        ? refuse(`the function must exist in this account and Region, got '${fn.name}'; check '--region' and '--profile'`)
        : Promise.reject(error),
    );
  const { FunctionArn = '', DeadLetterConfig } = configuration;
  const found = new Map<string, Target>();
  const add = (arn: string | undefined, role: Role, of: string, prefix?: string): void => {
    if (!arn) return;
    const before = found.get(arn) ?? { roles: [], prefixes: [] };
    const prefixes = prefix === undefined ? before.prefixes : [...new Set([...before.prefixes, prefix])];
    found.set(arn, { arn, service: serviceOf(arn), roles: [...before.roles, { role, of }], prefixes });
  };
  for (const { qualifier, destination } of await onFailureOf(session, fn.name))
    add(destination, 'on-failure', qualifier, `aws/lambda/async/${fn.name}/`);
  add(DeadLetterConfig?.TargetArn, 'dead letters', fn.name);
  for (const { id, source, onFailure } of await mappingsOf(session, fn.name)) {
    add(onFailure, 'stream failures', source, `aws/lambda/${id}/`);
    if (serviceOf(source) === 'sqs') add(await redriveQueueOf(session, source), 'redrive', source);
  }
  return { fn, functionArn: FunctionArn, timeoutSeconds: answerSeconds(configuration), targets: [...found.values()] };
}

/** A queue that messages come to by its source's redrive policy, and by nothing of Lambda. */
export const isRedrive = ({ roles }: Target): boolean => roles.length > 0 && roles.every(({ role }) => role === 'redrive');

export function serviceOf(arn: string): Target['service'] {
  const service = arn.split(':')[2];
  return (['sqs', 's3', 'sns', 'lambda', 'events'] as const).find((known) => known === service) ?? 'other';
}

/** The last part of an ARN: what people call the resource. */
export const nameOfArn = (arn: string): string => arn.split(':').slice(5).join(':');

async function onFailureOf({ clients }: Session, FunctionName: string): Promise<{ qualifier: string; destination?: string }[]> {
  const { paginateListFunctionEventInvokeConfigs } = await import('@aws-sdk/client-lambda');
  const found: { qualifier: string; destination?: string }[] = [];
  for await (const page of paginateListFunctionEventInvokeConfigs({ client: await clients.lambda() }, { FunctionName })) {
    for (const { FunctionArn = '', DestinationConfig } of page.FunctionEventInvokeConfigs ?? [])
      found.push({ qualifier: functionOfArn(FunctionArn)?.qualifier ?? '$LATEST', destination: DestinationConfig?.OnFailure?.Destination });
  }
  return found;
}

/** The event source mappings of the function and of its aliases. */
async function mappingsOf({ clients }: Session, name: string): Promise<{ id: string; source: string; onFailure?: string }[]> {
  const { paginateListAliases, paginateListEventSourceMappings } = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  const names = [name];
  for await (const { Aliases = [] } of paginateListAliases({ client }, { FunctionName: name }))
    names.push(...Aliases.map(({ Name }) => `${name}:${Name}`));
  const found = new Map<string, { id: string; source: string; onFailure?: string }>();
  for (const FunctionName of names) {
    for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client }, { FunctionName })) {
      for (const { UUID = '', EventSourceArn = '', DestinationConfig } of EventSourceMappings)
        found.set(UUID, { id: UUID, source: EventSourceArn, onFailure: DestinationConfig?.OnFailure?.Destination });
    }
  }
  return [...found.values()];
}

async function redriveQueueOf(session: Session, queueArn: string): Promise<string | undefined> {
  const { GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs');
  const client = await session.clients.sqs();
  try {
    const QueueUrl = await queueUrlOf(session, queueArn);
    const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['RedrivePolicy'] }));
    return Attributes.RedrivePolicy === undefined ? undefined : String(JSON.parse(Attributes.RedrivePolicy).deadLetterTargetArn);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

export async function queueUrlOf({ clients }: Session, queueArn: string): Promise<string> {
  const { GetQueueUrlCommand } = await import('@aws-sdk/client-sqs');
  const client = await clients.sqs();
  const [, , , , QueueOwnerAWSAccountId, QueueName] = queueArn.split(':');
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));
  return QueueUrl;
}
