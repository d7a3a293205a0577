import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isQueue, resourceBehind } from '../core/cdk/arns';
import { refuse } from '../core/errors';

/** What is sent to each queue of this app, and by whom. */
const RECORDS: WeakMap<CfnResource, { readonly records: string; readonly senders: Set<IConstruct> }> = new WeakMap();

/**
 * Reserves a queue for one kind of failure. One reader replays the messages of a queue, so two kinds never share it.
 *
 * @param records what is sent there, for people
 * @internal
 */
export function reserveFailureQueue(scope: IConstruct, prop: string, arn: string, records: string, fix = ''): void {
  const queue = isQueue(arn) ? resourceBehind(arn) : undefined;
  if (!queue) return;
  const before = RECORDS.get(queue);
  if (before === undefined) RECORDS.set(queue, { records, senders: new Set([scope]) });
  else if (before.records === records) before.senders.add(scope);
  else {
    refuse(
      scope,
      `'${prop}' must be a queue for ${records} alone, got ${queue.node.scope?.node.path}, to which ${before.records} are sent, so that no one reader can replay it; pass a dedicated queue${fix}`,
    );
  }
}

/** The function has another failure target now. @internal */
export function releaseFailureQueue(scope: IConstruct, arn: string): void {
  const queue = isQueue(arn) ? resourceBehind(arn) : undefined;
  if (queue) RECORDS.get(queue)?.senders.delete(scope);
}

/** A queue, and the functions other than this one whose failures it holds too: paths in the construct tree. @internal */
export interface SharedQueue {
  readonly queue: string;
  readonly others: readonly string[];
}

/** Which of the queues hold failures of other functions too. @internal */
export function sharedQueues(scope: IConstruct, arns: readonly string[]): SharedQueue[] {
  return arns.flatMap((arn) => {
    const queue = isQueue(arn) ? resourceBehind(arn) : undefined;
    const senders = [...((queue && RECORDS.get(queue)?.senders) ?? [])].map(({ node }) => node.path);
    const others = senders.filter((path) => path !== scope.node.path && !path.startsWith(`${scope.node.path}/`));
    return queue === undefined || others.length === 0 ? [] : [{ queue: queue.node.scope?.node.path ?? queue.node.path, others }];
  });
}
