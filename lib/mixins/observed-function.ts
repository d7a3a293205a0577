import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { ObservedFunction } from '../alarms/observed';
import type { AsyncInvocation } from '../failures/async-invocation';

/**
 * What the alarms of a function look at, read when it is needed: `configureAsyncInvoke` may change where failed events are sent.
 *
 * @internal
 */
export const observedFunction = (
  asyncInvocation: AsyncInvocation,
  dedicatedDeadLetters: sqs.IQueue | undefined,
  facts: Omit<ObservedFunction, 'dedicatedQueue' | 'sharedQueue' | 'hasDestination'>,
): ObservedFunction => ({
  ...facts,
  get dedicatedQueue() {
    return asyncInvocation.dedicatedQueue ?? dedicatedDeadLetters;
  },
  get sharedQueue() {
    return asyncInvocation.sharedQueue;
  },
  get hasDestination() {
    return asyncInvocation.hasDestination;
  },
});
