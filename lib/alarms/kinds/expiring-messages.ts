import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedQueue } from '../observed';

/**
 * The alarm on the depth of the redrive queue notifies once; this one notifies again before a message expires.
 *
 * @internal
 */
export const EXPIRING_MESSAGES: AlarmKind<ObservedQueue, 'expiringMessages'> = {
  kind: 'expiringMessages',
  id: 'ExpiringMessages',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'eventSource',
  row: 'failures',
  threshold: ({ redriveStay }) => Math.round(redriveStay.toSeconds() * 0.6),
  most: ({ redriveRetention }) => redriveRetention,
  isGauge: () => true,
  message: ({ redriveQueue }) =>
    `The queue ${redriveQueue?.queueName} will soon delete its oldest message. Look first at its messages, and start a redrive or save them.`,
  metric: ({ redriveQueue }, window) => redriveQueue?.metricApproximateAgeOfOldestMessage(window),
};
