import { DEFAULTS } from '../../core/defaults';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedStream } from '../observed';

/**
 * The queue keeps its message for two weeks, but the stream keeps the records for hours or days only.
 *
 * @internal
 */
export const EXPIRING_BATCHES: AlarmKind<ObservedStream, 'expiringBatches'> = {
  kind: 'expiringBatches',
  id: 'ExpiringBatches',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'eventSource',
  row: 'failures',
  threshold: ({ readableFor }) => Math.min(Math.round(readableFor.toSeconds() / 2), DEFAULTS.failureAgeAlarm.toSeconds()),
  most: () => DEFAULTS.failureRetention.toSeconds(),
  isGauge: () => true,
  message: ({ dedicatedQueue, retention }) =>
    `The records of a batch in the queue ${dedicatedQueue?.queueName} will soon expire: the stream keeps them for ${retention.toHours()} hours. Look first at the message, and read its records again or save them.`,
  metric: ({ dedicatedQueue }, window) => dedicatedQueue?.metricApproximateAgeOfOldestMessage(window),
};
