import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledgements';
import { DEFAULTS } from '../core/defaults';

/**
 * Why nothing is redriven from the queue.
 *
 * @internal
 */
export const LAST_STOP = 'This queue is itself where failed events end: nothing consumes it, so nothing is redriven from it.';

/** @internal */
export interface FailureQueueOptions {
  readonly removalPolicy: RemovalPolicy;
  /** Whether the queue is FIFO, as the one that it takes messages from. */
  readonly fifo?: boolean;
  /** The customer-managed key that encrypts the queue. */
  readonly encryptionKey?: kms.IKey;
}

/**
 * A queue of the function's own for events that failed for good.
 *
 * @internal
 */
export function failureQueue(scope: Construct, id: string, { removalPolicy, encryptionKey, fifo }: FailureQueueOptions): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    ...(encryptionKey ? { encryptionMasterKey: encryptionKey } : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
    enforceSSL: true,
    fifo,
    retentionPeriod: DEFAULTS.failureRetention,
    removalPolicy,
  });
  // A queue that stays goes on refusing what comes without TLS.
  (queue.node.findChild('Policy') as sqs.QueuePolicy).applyRemovalPolicy(removalPolicy);
  acknowledge(queue, { 'Serverless-SQSRedrivePolicy': LAST_STOP });
  return queue;
}
