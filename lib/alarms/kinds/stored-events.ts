import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/**
 * The depth of the shared queue: in ALARM as long as somebody has to look, whichever function failed.
 *
 * @internal
 */
export const STORED_EVENTS: AlarmKind<ObservedFunction, 'storedEvents'> = {
  kind: 'storedEvents',
  id: 'StoredEvents',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'failureQueue',
  row: 'failures',
  threshold: () => 0,
  isGauge: () => true,
  message: ({ sharedQueue }) =>
    `Failed asynchronous events are stored in the queue ${sharedQueue?.queueName}. Look first at requestContext.functionArn in its messages for the function, fix the cause, then invoke the function with the event again.`,
  metric: ({ sharedQueue }, window) => sharedQueue?.metricApproximateNumberOfMessagesVisible(window),
};
