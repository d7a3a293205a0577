import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { type Target, targetsOf } from '../failures/targets';
import { type FunctionName, resolveFunction } from '../names/functions';
import { logGroupOf } from '../names/log-group';
import type { Session } from '../session';

/** What commands reach for one function. */
export interface Reach {
  readonly functionArn: string;
  readonly configuration: FunctionConfiguration;
  readonly logGroupArn: string;
  readonly targets: readonly Target[];
  /** The stacks in which a construct path may be; none for a name. */
  readonly stacks: readonly string[];
}

export async function reachOf(session: Session, given: string, options: { app?: string; stack?: string }): Promise<Reach> {
  const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
  const fn: FunctionName = await resolveFunction(session, given, options);
  const { targets, functionArn } = await targetsOf(session, fn);
  const configuration = await (await session.clients.lambda()).send(new GetFunctionConfigurationCommand({ FunctionName: fn.name }));
  const [, partition, , region, account] = functionArn.split(':');
  const group = logGroupOf(fn.name, configuration);
  const stack = options.stack ?? (given.includes('/') ? '*' : undefined);
  return {
    functionArn,
    configuration,
    targets,
    logGroupArn: `arn:${partition}:logs:${region}:${account}:log-group:${group}:*`,
    stacks: stack === undefined ? [] : [`arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/*`],
  };
}

const arnsOf = (targets: readonly Target[], service: Target['service']): string[] =>
  targets.filter((target) => target.service === service).map(({ arn }) => arn);

/** The queues that hold failures, those of redrive policies too. */
export const queuesOf = ({ targets }: Reach): string[] => arnsOf(targets, 'sqs');

/** What is below the prefixes that Lambda writes to. */
export const objectsOf = ({ targets }: Reach): string[] =>
  targets.filter(({ service }) => service === 's3').flatMap(({ arn, prefixes }) => prefixes.map((prefix) => `${arn}/${prefix}*`));

export const bucketsOf = ({ targets }: Reach): string[] => arnsOf(targets, 's3');

const sourcesOf = (reach: Reach, role: string): string[] =>
  reach.targets.flatMap(({ roles }) => roles.filter((each) => each.role === role).map(({ of }) => of));

/** Queues that the function reads and that have a redrive queue. */
export const redrivenOf = (reach: Reach): string[] => sourcesOf(reach, 'redrive');

export const redrivesOf = ({ targets }: Reach): string[] =>
  targets.filter(({ roles }) => roles.some(({ role }) => role === 'redrive')).map(({ arn }) => arn);

/** Streams whose failed records are read from them. */
export const streamsOf = (reach: Reach, service: 'kinesis' | 'dynamodb'): string[] =>
  sourcesOf(reach, 'stream failures').filter((arn) => arn.split(':')[2] === service);
