import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/**
 * The depth of the dedicated queue, or else the dropped events: Lambda counts an event as dropped also when its failure
 * target received it, so watching both would notify twice of one event.
 *
 * @internal
 */
export const FAILED_EVENTS: AlarmKind<ObservedFunction, 'failedEvents'> = {
  kind: 'failedEvents',
  id: 'FailedEvents',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'function',
  row: 'failures',
  threshold: () => 0,
  isGauge: ({ dedicatedQueue }) => dedicatedQueue !== undefined,
  isDefault: ({ isPolledOnly }) => !isPolledOnly,
  sharedBy: (observed) => (observed.sharedQueue && !observed.dedicatedQueue ? { queue: observed.sharedQueue, observed } : undefined),
  message: ({ dedicatedQueue, sharedQueue, hasDestination, hasDeadLetters, isDurable }) => {
    if (dedicatedQueue && isDurable)
      return `A durable execution failed, and its event is stored in the queue ${dedicatedQueue.queueName}. Look first at the history of the execution, fix the cause, then start it again with the event.`;
    if (dedicatedQueue)
      return `An asynchronous event failed after all retries and is stored in the queue ${dedicatedQueue.queueName}. Look first at the cause in its message, fix it, then invoke the function with the event again.`;
    if (sharedQueue)
      return `An asynchronous event failed after all retries and was sent to the queue ${sharedQueue.queueName}. Look first for a message with this function in requestContext.functionArn, and fix its cause. Without one, the event is lost: look at the role's permissions and at the size of the event.`;
    if (hasDestination || hasDeadLetters)
      return 'An asynchronous event failed after all retries and was sent to the failure target. Look first at the event there.';
    return 'An asynchronous event failed after all retries and was dropped, since the function has no failure capture. Look first at the errors in the logs.';
  },
  metric: ({ live, dedicatedQueue }, window) =>
    dedicatedQueue
      ? dedicatedQueue.metricApproximateNumberOfMessagesVisible(window)
      : everyQualifier(live).metric('AsyncEventsDropped', window),
};
