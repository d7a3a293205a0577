import { Duration, Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { LAMBDA_DEFAULTS } from '../../core/aws/lambda-limits';
import { DEFAULTS } from '../../core/defaults';
import { refuse } from '../../core/errors';
import { hardenedQueue } from '../../core/hardened-queue';
import { checkSeconds, checkWholeNumber } from '../../core/input/ranges';
import { failureQueue } from '../../failures/failure-queue';
import { leastVisibility, QUEUE_LIMITS } from '../../service-limits/queue-times';
import type { BindingContext } from '../shared/binding-context';

/** How a queue is made for a function. */
export interface HardenedSqsNewQueueOptions {
  /**
   * The id of the queue below the function.
   *
   * @default 'Queue'
   */
  readonly queueId?: string;

  /**
   * The queue's name.
   *
   * @default - a generated one
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html
   */
  readonly queueName?: string;

  /**
   * Whether messages of one group keep their order. The redrive queue is FIFO too, then.
   *
   * @default - whether `queueName` ends in `.fifo`
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html
   */
  readonly fifo?: boolean;

  /**
   * Whether a FIFO queue detects duplicates by the body of a message, instead of by its deduplication id.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html
   */
  readonly contentBasedDeduplication?: boolean;

  /**
   * How long a message is invisible while it is processed: at least six times the function's timeout plus the batching
   * window, at most 12 hours.
   *
   * @default - exactly that
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html
   */
  readonly visibilityTimeout?: Duration;

  /**
   * How long the queue keeps a message: 1 minute to 14 days. The redrive queue keeps it for 14 days.
   *
   * @default Duration.days(4)
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html
   */
  readonly retentionPeriod?: Duration;

  /**
   * After how many deliveries a message goes to the redrive queue: 1 to 1000.
   *
   * @default 5
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html
   */
  readonly maxReceiveCount?: number;

  /**
   * The customer-managed key that encrypts both queues.
   *
   * @default - the function's own `encryptionKey`, or SQS's
   */
  readonly encryptionKey?: kms.IKey;
}

/** @internal */
export interface QueuePair {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
}

/**
 * Whether the queue will be FIFO, which its name tells too.
 *
 * @internal
 */
export const isFifo = ({ fifo, queueName = '' }: HardenedSqsNewQueueOptions): boolean => fifo ?? queueName.endsWith('.fifo');

/**
 * Makes a queue and its redrive queue, encrypted, TLS-only, with times that fit the function.
 *
 * @internal
 */
export function makeQueues(binding: BindingContext, options: HardenedSqsNewQueueOptions, batchingWindow: Duration): QueuePair {
  const { target, settings } = binding;
  const { removalPolicy } = settings;
  const { queueId: id = 'Queue', queueName, contentBasedDeduplication, retentionPeriod = DEFAULTS.queueRetention } = options;
  const encryptionKey = options.encryptionKey ?? settings.encryptionKey;
  const fifo = isFifo(options) || undefined;
  checkNew(target, options, id);
  const visibilityTimeout = options.visibilityTimeout ?? visibilityFor(binding, batchingWindow);
  const deadLetterQueue = failureQueue(target, `${id}Redrive`, { removalPolicy, encryptionKey, fifo });
  const queue = hardenedQueue(target, id, {
    queueName,
    fifo,
    contentBasedDeduplication,
    encryptionKey,
    visibilityTimeout,
    retentionPeriod,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: options.maxReceiveCount ?? DEFAULTS.maxReceiveCount },
    removalPolicy,
  });
  return { queue, deadLetterQueue };
}

function checkNew(target: lambda.IFunction, options: HardenedSqsNewQueueOptions, id: string): void {
  checkSeconds(target, 'visibilityTimeout', options.visibilityTimeout, QUEUE_LIMITS.visibilityTimeout);
  checkSeconds(target, 'retentionPeriod', options.retentionPeriod, QUEUE_LIMITS.retention);
  checkWholeNumber(target, 'maxReceiveCount', options.maxReceiveCount, { min: 1, max: 1000 });
  if (options.contentBasedDeduplication && !isFifo(options)) {
    refuse(target, `'contentBasedDeduplication' must go with 'fifo: true', got it for a standard queue, which has none; leave it out`);
  }
  const { queueName = '' } = options;
  if (queueName && !Token.isUnresolved(queueName) && isFifo(options) !== queueName.endsWith('.fifo')) {
    refuse(target, `'queueName' must end in '.fifo' for a FIFO queue and for no other, got ${queueName}; rename it`);
  }
  if (target.node.tryFindChild(id)) {
    refuse(
      target,
      `'queueId' must differ from the ids of what the function has already, got '${id}' for the second time; pass another one`,
    );
  }
}

function visibilityFor({ target, resource }: BindingContext, batchingWindow: Duration): Duration {
  const timeout = resource ? (resource.timeout ?? LAMBDA_DEFAULTS.timeout) : undefined;
  if (timeout === undefined || Token.isUnresolved(timeout) || batchingWindow.isUnresolved()) {
    refuse(
      target,
      `'visibilityTimeout' must be given where the function's timeout is not known here, got none; pass six times the timeout plus the batching window`,
    );
  }
  return Duration.seconds(leastVisibility(timeout, batchingWindow.toSeconds()));
}
