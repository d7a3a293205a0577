import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isQueue, resourceBehind } from '../core/arns';
import { refuse } from '../core/errors';

/** What is sent to each queue of this app. */
const RECORDS: WeakMap<CfnResource, string> = new WeakMap();

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
  if (before === undefined) RECORDS.set(queue, records);
  else if (before !== records) {
    refuse(
      scope,
      `'${prop}' must be a queue for ${records} alone, got ${queue.node.scope?.node.path}, to which ${before} are sent, so that no one reader can replay it; pass a dedicated queue${fix}`,
    );
  }
}
