import type { ObservedFunction } from '../alarms/observed';
import type { AsyncInvocation } from '../failures/async-invocation';
import type { DeadLetterTarget } from '../failures/dead-letter-target';

/**
 * What the alarms of a function look at, read when it is needed: `configureAsyncInvoke` may change where failed events are sent.
 *
 * @internal
 */
export const observedFunction = (
  live: ObservedFunction['live'],
  asyncInvocation: AsyncInvocation,
  deadLetters: DeadLetterTarget | undefined,
  isPolledOnly: boolean,
): ObservedFunction => ({
  live,
  get dedicatedQueue() {
    return asyncInvocation.dedicatedQueue ?? deadLetters?.dedicatedQueue;
  },
  get sharedQueue() {
    return asyncInvocation.sharedQueue;
  },
  get hasDestination() {
    return asyncInvocation.hasDestination;
  },
  hasDeadLetters: deadLetters !== undefined,
  isPolledOnly,
});
