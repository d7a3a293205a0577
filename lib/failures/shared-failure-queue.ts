import { RemovalPolicy } from 'aws-cdk-lib';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledgements';
import { topStackFor } from '../core/top-stack';
import { type FailureQueueOptions, failureQueue, NO_CONSUMER } from './failure-queue';

const ID = 'HardenedFunctionFailureQueue';

/**
 * The queue that the functions of a stack and of its nested stacks share for asynchronous events that failed after all
 * retries, made when the first function needs it. There is one for each customer-managed key.
 *
 * Lambda names the function in each record, so one reader can replay all of them.
 *
 * @internal
 */
export function sharedFailureQueue(scope: Construct, { encryptionKey, removalPolicy }: FailureQueueOptions): sqs.Queue {
  const stack = topStackFor(scope, encryptionKey);
  const id = encryptionKey ? `Encrypted${ID}-${encryptionKey.node.addr.slice(-8)}` : ID;
  const queue = (stack.node.tryFindChild(id) as sqs.Queue | undefined) ?? newQueue(stack, id, { encryptionKey, removalPolicy });
  if (removalPolicy !== RemovalPolicy.DESTROY) keep(queue, removalPolicy);
  return queue;
}

function newQueue(scope: Construct, id: string, options: FailureQueueOptions): sqs.Queue {
  const queue = failureQueue(scope, id, options);
  acknowledge(queue, { 'AwsSolutions-SQS3': NO_CONSUMER });
  return queue;
}

/** Where one function wants its failed events kept, the queue is kept. */
function keep(queue: sqs.Queue, removalPolicy: RemovalPolicy): void {
  queue.applyRemovalPolicy(removalPolicy);
  (queue.node.findChild('Policy') as sqs.QueuePolicy).applyRemovalPolicy(removalPolicy);
}
