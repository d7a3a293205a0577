import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { ObservedFunction } from '../alarms/observed';
import type { AsyncInvocation } from '../failures/async-invocation';

/**
 * What the alarms of a function look at, read when it is needed: `configureAsyncInvoke` may change where failed events are sent.
 *
 * @internal
 */
export const observedFunction = (
  live: ObservedFunction['live'],
  asyncInvocation: AsyncInvocation,
  dedicatedDeadLetters: sqs.IQueue | undefined,
  hasDeadLetters: boolean,
  isPolledOnly: boolean,
  hasProvisionedConcurrency: boolean | undefined,
): ObservedFunction => ({
  live,
  get dedicatedQueue() {
    return asyncInvocation.dedicatedQueue ?? dedicatedDeadLetters;
  },
  get sharedQueue() {
    return asyncInvocation.sharedQueue;
  },
  get hasDestination() {
    return asyncInvocation.hasDestination;
  },
  hasDeadLetters,
  isPolledOnly,
  hasProvisionedConcurrency,
});
