import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { isBucket, isQueue } from '../core/cdk/arns';
import * as actions from '../core/policies/operator-actions';
import type { SourceFailures } from '../event-sources/shared/function-mappings';
import { sharedQueues } from '../failures/exclusive-failure-queues';

/** What people who operate a function reach. @internal */
export interface Operated {
  readonly shell: IConstruct;
  readonly live: lambda.IFunction;
  /** Without a qualifier. */
  readonly functionName: string;
  readonly logGroup: logs.ILogGroup;
  /** Where failures of the function itself are sent. */
  readonly targets: readonly (string | undefined)[];
  /** Queues of which more than the ARN is known. */
  readonly queues: readonly (sqs.IQueue | undefined)[];
  readonly sources: SourceFailures;
}

/**
 * Reads what failed, and what it says about the function; sends nothing.
 *
 * @internal
 */
export function grantInvestigate(operated: Operated, grantee: iam.IGrantable): iam.Grant {
  const { live, logGroup, sources } = operated;
  const { stack } = live;
  const template = stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${stack.stackName}/*` });
  const { queues, buckets, objects } = storesOf(operated);
  const redriveQueues = sources.redrives.map(({ queue }) => queue.queueArn);
  const read = [...queues, ...redriveQueues];
  const grants = [
    grant(grantee, actions.FIND_TARGETS, [live.functionArn, `${live.functionArn}:*`]),
    grant(grantee, [...actions.FIND_EVENT_SOURCES, ...actions.READ_ALARMS], ['*']),
    grant(grantee, [...actions.FIND_PATHS, 'cloudformation:ListStackResources'], [template]),
    grant(grantee, actions.READ_LOGS, [logGroup.logGroupArn]),
    ...(read.length > 0 ? [grant(grantee, actions.READ_QUEUE, read)] : []),
    ...sources.redrives.map(({ source }) => grant(grantee, actions.LOOK_AT_QUEUE, [source.queueArn])),
    ...(buckets.length > 0 ? [grant(grantee, ['s3:ListBucket'], buckets), grant(grantee, ['s3:GetObject'], objects)] : []),
    ...keysOf(operated).map((key) => key.grantDecrypt(grantee)),
  ];
  return grants.reduce((all, each) => all.combine(each));
}

/**
 * Sends what failed to the function again, and deletes what succeeded; all of `grantInvestigate` too.
 *
 * @internal
 */
export function grantReplay(operated: Operated, grantee: iam.IGrantable): iam.Grant {
  const { live, sources } = operated;
  const { queues, objects } = storesOf(operated);
  const grants = [
    grantInvestigate(operated, grantee),
    grant(grantee, ['lambda:InvokeFunction'], live.resourceArnsForGrantInvoke),
    ...(queues.length > 0 ? [grant(grantee, [actions.DELETE_MESSAGE], queues)] : []),
    ...(objects.length > 0 ? [grant(grantee, ['s3:DeleteObject'], objects)] : []),
    ...sources.redrives.flatMap(({ source, queue }) => [
      grant(grantee, [...actions.MOVE_MESSAGES, actions.DELETE_MESSAGE], [queue.queueArn]),
      grant(grantee, actions.TAKE_MESSAGES, [source.queueArn]),
      ...(source.encryptionMasterKey ? [source.encryptionMasterKey.grantEncryptDecrypt(grantee)] : []),
    ]),
    ...(sources.streams.length > 0
      ? [grant(grantee, [...actions.readStream('kinesis'), ...actions.readStream('dynamodb')], [...sources.streams])]
      : []),
  ];
  return grants.reduce((all, each) => all.combine(each));
}

const grant = (grantee: iam.IGrantable, allowed: readonly string[], resourceArns: string[]): iam.Grant =>
  iam.Grant.addToPrincipal({ grantee, actions: [...allowed], resourceArns });

/**
 * What the grants reach of other functions, a sentence each: IAM can't tell whose failure a message is.
 *
 * @internal
 */
export function reachOfOthers(operated: Operated, calls: readonly string[]): string[] | undefined {
  const { queues } = storesOf(operated);
  const found = sharedQueues(operated.shell, queues).map(
    ({ queue, others }) =>
      `${queue} holds failures of ${others.join(', ')} too, which ${calls.map((call) => `'${call}'`).join(' and ')} reaches; ` +
      `set 'failureCapture: FailureCapture.dedicatedQueue()' to keep them apart`,
  );
  return found.length === 0 ? undefined : found;
}

/** Topics, functions and event buses keep nothing that could be read. */
function storesOf({ targets, sources, functionName }: Operated): { queues: string[]; buckets: string[]; objects: string[] } {
  const own = targets.flatMap((arn) => arn ?? []);
  const arns = [...new Set([...own, ...sources.targets])];
  // Lambda names the function in the keys of its events, and only the mapping in those of its batches.
  const objects = [
    ...own.filter((arn) => isBucket(arn)).map((bucket) => `${bucket}/aws/lambda/async/${functionName}/*`),
    ...sources.targets.filter((arn) => isBucket(arn)).map((bucket) => `${bucket}/aws/lambda/*`),
  ];
  return { queues: arns.filter((arn) => isQueue(arn)), buckets: arns.filter((arn) => isBucket(arn)), objects: [...new Set(objects)] };
}

function keysOf({ queues, sources }: Operated): kms.IKey[] {
  const known = [...queues, ...sources.redrives.map(({ queue }) => queue)].map((queue) => queue?.encryptionMasterKey);
  return [...new Set(known.flatMap((key) => key ?? []))];
}
