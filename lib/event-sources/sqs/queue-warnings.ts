import { Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { DEFAULTS } from '../../core/defaults';
import { warn } from '../../core/warnings';
import { leastVisibility } from '../../service-limits/queue-times';
import { otherAccountOf } from '../shared/source-home';
import { type CheckedQueue, FEWEST_RECEIVES, timeoutOf } from './queue-checks';
import { queueFacts } from './queue-facts';
import { READ_QUEUE } from './queue-parts';

/** With which Lambda begins to poll a standard queue. */
const POLLERS = 5;

/** What was imported can't be read here: says once what has to hold. */
function warnOfImportedQueue(mapping: IConstruct, { fn, batchingWindow }: CheckedQueue): void {
  const timeout = timeoutOf(fn);
  const least =
    timeout === undefined ? "six times the function's timeout plus the batching window" : leastVisibility(timeout, batchingWindow ?? 0);
  warn(
    mapping,
    'ImportedQueue',
    `the queue is imported, so its settings can't be read here; make sure that its visibility timeout is at least ${least}${timeout === undefined ? '' : ' seconds'}, ` +
      `and that it has a redrive policy with 'maxReceiveCount' of at least 5`,
  );
}

/** AWS advises more deliveries than are needed. */
function warnOfRedriveReceiveCountLow(mapping: IConstruct, { queueArn, waived }: CheckedQueue): void {
  const { path, maxReceiveCount } = queueFacts(queueArn) ?? {};
  if (maxReceiveCount === undefined || waived.maxReceiveCount !== undefined) return;
  if (maxReceiveCount < FEWEST_RECEIVES || maxReceiveCount >= DEFAULTS.maxReceiveCount) return;
  warn(
    mapping,
    'RedriveReceiveCountLow',
    `'maxReceiveCount' of ${path} must be at least ${DEFAULTS.maxReceiveCount} as AWS recommends, got ${maxReceiveCount}, so that throttled invocations may send healthy messages to the redrive queue; ` +
      `set 'maxReceiveCount: ${DEFAULTS.maxReceiveCount}', or acknowledge this`,
  );
}

/** Lambda begins with five pollers, whatever the function has reserved. */
function warnOfFewReserved(mapping: IConstruct, { fn, maxConcurrency }: CheckedQueue): void {
  const reserved = fn?.reservedConcurrentExecutions;
  if (!reserved || Token.isUnresolved(reserved) || reserved >= POLLERS || maxConcurrency !== undefined) return;
  warn(
    mapping,
    'ReservedWithoutMaxConcurrency',
    `'reservedConcurrentExecutions' must be at least ${POLLERS} for a queue without 'maxConcurrency', got ${reserved}, which may send healthy messages to the redrive queue; ` +
      `pass 'maxConcurrency' with the source, or raise the reservation`,
  );
}

function warnOfOtherAccount(mapping: IConstruct, { target, queueArn }: CheckedQueue): void {
  const account = otherAccountOf(target, queueArn);
  if (account === undefined) return;
  warn(
    mapping,
    'QueueOfAnotherAccount',
    `the queue is in account ${account}, so no alarm here can watch it; create alarms there on its age and on the depth of its redrive queue, ` +
      `and add to its queue policy ${JSON.stringify(policyFor(target, queueArn))}`,
  );
}

/** What the policy of a queue in another account must have: the permissions of the role are not enough. */
function policyFor(target: lambda.IFunction, queueArn: string): object {
  const arn = target.role?.roleArn;
  return Stack.of(target).resolve({
    Effect: 'Allow',
    Principal: { AWS: !arn || Token.isUnresolved(arn) ? `the ARN of the role of ${target.node.path}` : arn },
    Action: READ_QUEUE,
    Resource: queueArn,
  });
}

/**
 * What may be meant, or can't be seen from here.
 *
 * @internal
 */
export function warnOfQueue(mapping: IConstruct, checked: CheckedQueue): void {
  if (!queueFacts(checked.queueArn)) warnOfImportedQueue(mapping, checked);
  warnOfRedriveReceiveCountLow(mapping, checked);
  warnOfFewReserved(mapping, checked);
  warnOfOtherAccount(mapping, checked);
}
