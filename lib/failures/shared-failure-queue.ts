import { AspectPriority, Aspects, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import { acknowledge } from '../core/acknowledgements';
import { isReferredTo } from '../core/cdk/references';
import { topStackFor } from '../core/cdk/top-stack';
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
  USERS.set(queue, (USERS.get(queue) ?? new Set()).add(scope));
  return queue;
}

/** Who sends failed events to each queue. */
const USERS = new WeakMap<sqs.IQueue, Set<IConstruct>>();

/**
 * The scope has another failure target now. A queue that no function uses when the app is complete, and to which nothing of the
 * app refers, is removed with its alarms.
 *
 * @internal
 */
export function releaseSharedQueue(scope: Construct, queue: sqs.Queue): void {
  const users = USERS.get(queue);
  users?.delete(scope);
  if (users?.size !== 0) return;
  const stack = Stack.of(queue);
  const removeUnused = (node: IConstruct): void => {
    if (node === stack && users.size === 0 && !isReferredTo(queue)) stack.node.tryRemoveChild(queue.node.id);
  };
  Aspects.of(stack).add({ visit: removeUnused }, { priority: AspectPriority.MUTATING });
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
