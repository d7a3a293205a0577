import { Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { LAMBDA_DEFAULTS } from '../../core/aws/lambda-limits';
import { leastVisibility } from '../../service-limits/queue-times';
import type { WaivedProtections } from '../shared/waived-protections';
import { type QueueFacts, queueFacts } from './queue-facts';

/**
 * AWS advises five deliveries; with one, a throttle costs the message.
 *
 * @internal
 */
export const FEWEST_RECEIVES = 2;

/** @internal */
export interface CheckedQueue {
  readonly target: lambda.IFunction;
  readonly queueArn: string;
  /** The function's resource, where it is one of this app. */
  readonly fn?: lambda.CfnFunction;
  /** In seconds; absent where it is known only once deployed. */
  readonly batchingWindow?: number;
  readonly maxConcurrency?: number;
  readonly waived: WaivedProtections;
}

/**
 * What is wrong with a queue and its redrive queue for the function that reads it, when the app is finished: a later line
 * may still fix it.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 *
 * @internal
 */
export function queueFindings({ queueArn, fn, batchingWindow, waived }: CheckedQueue): string[] {
  const facts = queueFacts(queueArn);
  if (!facts) return [];
  return [...visibilityFindings(facts, timeoutOf(fn), batchingWindow, waived), ...redriveFindings(facts, waived)];
}

/**
 * The function's timeout, in seconds, where it is known.
 *
 * @internal
 */
export function timeoutOf(fn: lambda.CfnFunction | undefined): number | undefined {
  if (!fn || Token.isUnresolved(fn.timeout)) return undefined;
  return fn.timeout ?? LAMBDA_DEFAULTS.timeout;
}

function visibilityFindings(
  { path, visibilityTimeout }: QueueFacts,
  timeout: number | undefined,
  window: number | undefined,
  waived: WaivedProtections,
) {
  if (visibilityTimeout === undefined || timeout === undefined) return [];
  if (visibilityTimeout < timeout) {
    return [
      `'visibilityTimeout' of ${path} must be at least the function's timeout of ${timeout} seconds, got ${visibilityTimeout}, which Lambda refuses; ` +
        `add 'visibilityTimeout: Duration.seconds(${leastVisibility(timeout, window ?? 0)})' to the queue`,
    ];
  }
  if (window === undefined || waived.visibilityTimeout !== undefined) return [];
  const least = leastVisibility(timeout, window);
  if (visibilityTimeout >= least) return [];
  return [
    `'visibilityTimeout' of ${path} must be at least ${least} seconds, six times the function's timeout of ${timeout} plus the batching window of ${window}, ` +
      `got ${visibilityTimeout}, so messages are delivered again while they are being processed; add 'visibilityTimeout: Duration.seconds(${least})' to the queue, ` +
      `or pass 'EventSourceWaiver.visibilityTimeout(reason)'`,
  ];
}

function redriveFindings(facts: QueueFacts, waived: WaivedProtections): string[] {
  if (facts.withoutRedrive) return waived.redriveQueue === undefined ? [withoutRedrive(facts)] : [];
  return [
    ...receiveFindings(facts, waived),
    ...expiryFindings(facts),
    ...(facts.redrive ? [...pairFindings(facts, facts.redrive), ...allowFindings(facts, facts.redrive)] : []),
  ];
}

const withoutRedrive = ({ path, fifo }: QueueFacts): string =>
  `'deadLetterQueue' of ${path} must be given, got none, so a message that always fails is retried until it expires; ` +
  `add 'deadLetterQueue: { queue: new sqs.Queue(this, "Redrive", { retentionPeriod: Duration.days(14), enforceSSL: true${fifo ? ', fifo: true' : ''} }), maxReceiveCount: 5 }' to the queue, ` +
  `or pass 'EventSourceWaiver.redriveQueue(reason)'`;

function receiveFindings({ path, maxReceiveCount }: QueueFacts, waived: WaivedProtections): string[] {
  if (maxReceiveCount === undefined || maxReceiveCount >= FEWEST_RECEIVES || waived.maxReceiveCount !== undefined) return [];
  return [
    `'maxReceiveCount' of ${path} must be at least ${FEWEST_RECEIVES}, got ${maxReceiveCount}, so one throttled delivery costs a healthy message; ` +
      `set 'maxReceiveCount: 5', or pass 'EventSourceWaiver.maxReceiveCount(reason)'`,
  ];
}

/** A message is invisible for the whole timeout after each receive, also after the last one. */
function expiryFindings({ path, retention, visibilityTimeout, maxReceiveCount }: QueueFacts): string[] {
  if (retention === undefined || visibilityTimeout === undefined || maxReceiveCount === undefined) return [];
  const least = visibilityTimeout * maxReceiveCount;
  if (retention >= least) return [];
  return [
    `'retentionPeriod' of ${path} must be at least 'visibilityTimeout' times 'maxReceiveCount' (${least} seconds), got ${retention}, ` +
      `so a message that always fails expires before it reaches the redrive queue; raise 'retentionPeriod', or lower 'maxReceiveCount'`,
  ];
}

/**
 * The redrive queue says which queues may use it.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html
 */
function allowFindings(source: QueueFacts, { path, redriveAllow }: QueueFacts): string[] {
  if (!redriveAllow || redriveAllow.includes(source.resource)) return [];
  return [
    `'redriveAllowPolicy' of ${path} must allow ${source.path}, got a policy without it, which SQS refuses; ` +
      `add the queue to 'sourceQueues', or use 'RedrivePermission.ALLOW_ALL'`,
  ];
}

function pairFindings(source: QueueFacts, redrive: QueueFacts): string[] {
  if (source.fifo !== undefined && redrive.fifo !== undefined && source.fifo !== redrive.fifo) {
    return [
      `'deadLetterQueue' of ${source.path} must be ${kind(source.fifo)} as the queue itself, got ${redrive.path}, which is ${kind(redrive.fifo)}, which SQS refuses; ` +
        `make it with 'fifo: ${source.fifo}'`,
    ];
  }
  // FIFO counts anew when a message is moved.
  if (source.fifo !== false || source.retention === undefined || redrive.retention === undefined || redrive.retention >= source.retention)
    return [];
  return [
    `'retentionPeriod' of ${redrive.path} must be at least that of ${source.path} (${source.retention} seconds), got ${redrive.retention}, ` +
      `so messages expire as soon as they are moved there; set 'retentionPeriod: Duration.days(14)'`,
  ];
}

const kind = (fifo: boolean): string => (fifo ? 'FIFO' : 'standard');
