import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isQueue, resourceBehind } from '../core/arns';
import { refuse } from '../core/errors';

/** What lands in each queue of this app. */
const LANDS: WeakMap<CfnResource, string> = new WeakMap();

/**
 * Claims a queue for what failed. What lands in one queue is replayed by one reader, so two kinds never share it.
 *
 * @param records what lands there, for people
 * @internal
 */
export function reserveFailureQueue(scope: IConstruct, prop: string, arn: string, records: string, fix = ''): void {
  const queue = isQueue(arn) ? resourceBehind(arn) : undefined;
  if (!queue) return;
  const before = LANDS.get(queue);
  if (before === undefined) LANDS.set(queue, records);
  else if (before !== records) {
    refuse(
      scope,
      `'${prop}' must be a queue for ${records} alone, got ${queue.node.scope?.node.path}, where ${before} land, so that no one reader can replay it; pass a queue of its own${fix}`,
    );
  }
}
