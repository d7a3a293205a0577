import { isNotFound } from '../aws/errors';
import { LocalCopy } from '../failures/local-copy';
import { FailureQueue } from '../failures/queue';
import { nameOfArn, type Target, targetsOf } from '../failures/targets';
import type { FunctionName } from '../names/functions';
import { logGroupOf } from '../names/log-group';
import type { Session } from '../session';
import { type RaisedAlarm, raisedAlarms } from './alarms';
import { type LoggedError, loggedErrors } from './log-errors';
import { functionMetrics, metricsSince, queueAge } from './metrics';

export interface StoredFailures {
  readonly queue: string;
  readonly visible: number;
  readonly inFlight: number;
  /** When the queue deletes the oldest; none where nothing tells. */
  readonly expiresAt?: string;
  /** What tells it. */
  readonly expiresFrom?: 'SentTimestamp' | 'ApproximateAgeOfOldestMessage';
}

export interface FunctionStatus {
  readonly name: string;
  readonly state: string;
  readonly logGroup: string;
  readonly alarms: readonly RaisedAlarm[];
  /** None where the log group does not exist yet. */
  readonly errors?: readonly LoggedError[];
  readonly metrics: ReadonlyMap<string, number>;
  readonly failures: readonly StoredFailures[];
  readonly releases: readonly string[];
}

/** All that someone on call wants to know first of a function. Nothing is received from its queues. */
export async function statusOf(session: Session, fn: FunctionName, since: number): Promise<FunctionStatus> {
  const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
  const { targets } = await targetsOf(session, fn);
  const configuration = await (await session.clients.lambda()).send(new GetFunctionConfigurationCommand({ FunctionName: fn.name }));
  const queues = targets.filter(({ service }) => service === 'sqs');
  const names = queues.map(({ arn }) => nameOfArn(arn));
  const logGroup = logGroupOf(fn.name, configuration);
  const format = configuration.LoggingConfig?.LogFormat === 'JSON' ? 'JSON' : 'Text';
  const [alarms, metrics, errors, releases] = await Promise.all([
    raisedAlarms(session, fn.name, names),
    metricsSince(session, [...functionMetrics(fn.name), ...names.map((name, index) => queueAge(`queue${index}`, name))], since),
    loggedErrors(session, logGroup, format, since).catch((error) => (isNotFound(error) ? undefined : Promise.reject(error))),
    releasesOf(session, fn.name),
  ]);
  const failures = await Promise.all(queues.map((target, index) => storedIn(session, target, metrics.get(`queue${index}`))));
  const update =
    configuration.LastUpdateStatus === 'InProgress' ? 'an update is in progress' : (configuration.LastUpdateStatus ?? 'Successful');
  return { name: fn.name, state: `${configuration.State ?? 'Active'}, ${update}`, logGroup, alarms, errors, metrics, failures, releases };
}

/** From a copy of the messages, or else from the metric of their age, which leaves out what was received three times. */
async function storedIn(session: Session, target: Target, ageSeconds: number | undefined): Promise<StoredFailures> {
  const { visible, inFlight, retentionMs } = await (await FailureQueue.open(session, target.arn)).state();
  const stored = { queue: nameOfArn(target.arn), visible, inFlight };
  const sentAt = visible + inFlight === 0 ? undefined : await oldestIn(new LocalCopy(session.folder, target.arn));
  const byAge = ageSeconds === undefined ? undefined : Date.now() - ageSeconds * 1000;
  const oldest = Math.min(sentAt ?? Number.POSITIVE_INFINITY, byAge ?? Number.POSITIVE_INFINITY);
  if (visible + inFlight === 0 || oldest === Number.POSITIVE_INFINITY) return stored;
  const expiresAt = new Date(oldest + retentionMs).toISOString();
  return { ...stored, expiresAt, expiresFrom: oldest === sentAt ? 'SentTimestamp' : 'ApproximateAgeOfOldestMessage' };
}

async function oldestIn(copy: LocalCopy): Promise<number | undefined> {
  if (copy.madeAt() === undefined) return undefined;
  let oldest: number | undefined;
  for await (const { sentAt } of copy.read()) oldest = Math.min(oldest ?? sentAt, sentAt);
  return oldest;
}

/** Aliases that send a part of their traffic to another version. */
async function releasesOf({ clients }: Session, FunctionName: string): Promise<string[]> {
  const { paginateListAliases } = await import('@aws-sdk/client-lambda');
  const found: string[] = [];
  for await (const { Aliases = [] } of paginateListAliases({ client: await clients.lambda() }, { FunctionName })) {
    for (const { Name, FunctionVersion, RoutingConfig } of Aliases) {
      for (const [version, weight] of Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {}))
        found.push(`${Name}: ${Math.round(weight * 100)} % to version ${version}, the rest to ${FunctionVersion}`);
    }
  }
  return found;
}
