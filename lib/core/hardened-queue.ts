import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** @internal */
export interface HardenedQueueOptions {
  readonly removalPolicy: RemovalPolicy;
  /** The customer-managed key that encrypts the queue; SQS's own where there is none. */
  readonly encryptionKey?: kms.IKey;
  readonly retentionPeriod: Duration;
  readonly queueName?: string;
  readonly fifo?: boolean;
  readonly contentBasedDeduplication?: boolean;
  readonly visibilityTimeout?: Duration;
  readonly deadLetterQueue?: sqs.DeadLetterQueue;
}

/**
 * A queue that is encrypted and denies requests without TLS, also after the rest of its stack is deleted.
 *
 * @internal
 */
export function hardenedQueue(scope: Construct, id: string, options: HardenedQueueOptions): sqs.Queue {
  const { encryptionKey, removalPolicy, retentionPeriod, visibilityTimeout, deadLetterQueue } = options;
  const { queueName, fifo, contentBasedDeduplication } = options;
  const queue = new sqs.Queue(scope, id, {
    queueName,
    fifo,
    contentBasedDeduplication,
    retentionPeriod,
    visibilityTimeout,
    deadLetterQueue,
    ...(encryptionKey ? { encryptionMasterKey: encryptionKey } : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
    enforceSSL: true,
    removalPolicy,
  });
  (queue.node.findChild('Policy') as sqs.QueuePolicy).applyRemovalPolicy(removalPolicy);
  return queue;
}
