import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import type { ObservedQueue } from '../../alarms/observed';
import { DEFAULTS } from '../../core/defaults';
import { refuse } from '../../core/errors';
import { type ActionsInUse, captureGrants, reducedTo } from '../../core/policies/captured-grants';
import { reserveFailureQueue } from '../../failures/exclusive-failure-queues';
import { QUEUE_DEFAULTS, redriveStay } from '../../service-limits/queue-times';
import { otherAccountOf } from '../shared/source-home';
import type { WaivedProtections } from '../shared/waived-protections';
import { type QueueFacts, queueFacts } from './queue-facts';

/** @internal */
export const READ_QUEUE: readonly string[] = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/**
 * What Lambda does with a queue, and with its key. CDK's grant has more, for code that works with the queue itself.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
 */
const READING: ActionsInUse = Object.fromEntries([...READ_QUEUE, 'kms:Decrypt'].map((action) => [action, () => true]));

/** @internal */
export const readingStatements = (fn: lambda.IFunction, queue: sqs.IQueue): iam.PolicyStatement[] =>
  reducedTo(
    READING,
    captureGrants(fn, (standIn) => queue.grantConsumeMessages(standIn)),
  );

/**
 * Where SQS moves what failed: the queue says it, or for an imported one the source.
 *
 * @internal
 */
export function redriveQueueOf(scope: IConstruct, queue: sqs.IQueue, configured: sqs.IQueue | undefined): sqs.IQueue | undefined {
  const own = (queue as Partial<sqs.Queue>).deadLetterQueue?.queue;
  if (own && configured) {
    refuse(scope, `'deadLetterQueue' must be set for an imported queue only, got it beside the queue's own; leave it out`);
  }
  return own ?? configured;
}

/** @internal */
export function claimRedriveQueue(scope: IConstruct, queue: sqs.IQueue, redrive: sqs.IQueue | undefined, waived: WaivedProtections): void {
  if (!redrive || waived.sharedFailureQueue !== undefined) return;
  const fix = ", or 'EventSourceWaiver.sharedFailureQueue(reason)'";
  reserveFailureQueue(scope, 'deadLetterQueue', redrive.queueArn, `messages of ${queue.node.path}`, fix);
}

/** The metrics of another account are there, and an alarm here would never go into ALARM. */
const watchable = <Q extends sqs.IQueue | undefined>(live: lambda.IFunction, queue: Q): Q | undefined =>
  queue && otherAccountOf(live, queue.queueArn) === undefined ? queue : undefined;

/** @internal */
export function watchedQueue(
  live: lambda.IFunction,
  mapping: Pick<lambda.EventSourceMapping, 'eventSourceMappingId'>,
  queue: sqs.IQueue,
  redriveQueue: sqs.IQueue | undefined,
): ObservedQueue {
  const facts = queueFacts(queue.queueArn);
  return {
    live,
    mappingId: mapping.eventSourceMappingId,
    displayName: queue.node.path,
    queue: watchable(live, queue),
    redriveQueue: watchable(live, redriveQueue),
    lateAfter: lateAfter(facts),
    retention: facts?.retention,
    redriveRetention: (facts?.redrive ?? (redriveQueue && queueFacts(redriveQueue.queueArn)))?.retention,
    redriveStay: stayOf(facts, redriveQueue),
  };
}

/** Longer than three receives take: after them a standard queue leaves a message out of the metric. */
const LATEST = Duration.hours(2);

/**
 * All receives of a message that always fails, but at most two hours, and never more than the queue keeps a message.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
function lateAfter({
  visibilityTimeout = 0,
  maxReceiveCount = 1,
  retention = QUEUE_DEFAULTS.retention,
}: Partial<QueueFacts> = {}): Duration {
  const all = Math.max(DEFAULTS.lateRecord.toSeconds(), visibilityTimeout * maxReceiveCount);
  return Duration.seconds(Math.min(all, LATEST.toSeconds(), Math.floor(retention / 2)));
}

function stayOf(facts: QueueFacts | undefined, redrive: sqs.IQueue | undefined): Duration {
  const retention = facts?.retention ?? QUEUE_DEFAULTS.retention;
  const there = facts?.redrive ?? (redrive && queueFacts(redrive.queueArn));
  return Duration.seconds(redriveStay(facts?.fifo === true, retention, there?.retention ?? QUEUE_DEFAULTS.retention));
}
