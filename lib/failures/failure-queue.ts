import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledgements';
import { DEFAULTS } from '../core/defaults';
import { hardenedQueue } from '../core/hardened-queue';

/**
 * Why nothing is redriven from a failure queue.
 *
 * @internal
 */
export const NO_CONSUMER = 'This queue stores failed events: nothing consumes it, so nothing is redriven from it.';

/** @internal */
export interface FailureQueueOptions {
  readonly removalPolicy: RemovalPolicy;
  /** Whether the queue is FIFO, as the one whose messages it receives. */
  readonly fifo?: boolean;
  /** The customer-managed key that encrypts the queue. */
  readonly encryptionKey?: kms.IKey;
}

/**
 * A dedicated queue for events that failed after all retries.
 *
 * @internal
 */
export function failureQueue(scope: Construct, id: string, options: FailureQueueOptions): sqs.Queue {
  const { removalPolicy, fifo, encryptionKey } = options;
  const queue = hardenedQueue(scope, id, { removalPolicy, fifo, encryptionKey, retentionPeriod: DEFAULTS.failureRetention });
  acknowledge(queue, { 'Serverless-SQSRedrivePolicy': NO_CONSUMER });
  return queue;
}
