import { DEFAULTS } from '../../core/defaults';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/**
 * The alarm on the depth of a queue notifies once; this one notifies again before the queue deletes its oldest event.
 *
 * @internal
 */
export const EXPIRING_EVENTS: AlarmKind<ObservedFunction, 'expiringEvents'> = {
  kind: 'expiringEvents',
  id: 'ExpiringEvents',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'failureQueue',
  row: 'failures',
  threshold: () => DEFAULTS.failureAgeAlarm.toSeconds(),
  most: () => DEFAULTS.failureRetention.toSeconds(),
  isGauge: () => true,
  message: ({ dedicatedQueue, sharedQueue }) =>
    `The queue ${(dedicatedQueue ?? sharedQueue)?.queueName} will soon delete its oldest failed event: it keeps events for ${DEFAULTS.failureRetention.toDays()} days. Look first at its messages, and save them or invoke the function with them again.`,
  metric: ({ dedicatedQueue, sharedQueue }, window) => (dedicatedQueue ?? sharedQueue)?.metricApproximateAgeOfOldestMessage(window),
};
