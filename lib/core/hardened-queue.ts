import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** @internal */
export interface HardenedQueueOptions extends Omit<sqs.QueueProps, 'encryption' | 'encryptionMasterKey' | 'enforceSSL' | 'removalPolicy'> {
  readonly removalPolicy: RemovalPolicy;
  /** The customer-managed key that encrypts the queue; SQS's own where there is none. */
  readonly encryptionKey?: kms.IKey;
}

/**
 * A queue that is encrypted and refuses what comes without TLS, also once it is all that is left of its stack.
 *
 * @internal
 */
export function hardenedQueue(scope: Construct, id: string, { encryptionKey, removalPolicy, ...props }: HardenedQueueOptions): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    ...props,
    ...(encryptionKey ? { encryptionMasterKey: encryptionKey } : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
    enforceSSL: true,
    removalPolicy,
  });
  (queue.node.findChild('Policy') as sqs.QueuePolicy).applyRemovalPolicy(removalPolicy);
  return queue;
}
