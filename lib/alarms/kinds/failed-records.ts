import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import { eventCount, type ObservedBatches } from './observed-batches';

/**
 * A function that reports failed records succeeds itself: its errors stay silent, this count does not.
 *
 * @internal
 */
export const FAILED_RECORDS: SourceAlarmDefinition<ObservedBatches> = {
  kind: 'failedRecords',
  id: 'FailedRecords',
  severity: AlarmSeverity.WARNING,
  threshold: () => 0,
  isGauge: () => false,
  message: () => 'Records failed, or were reported as failed, and are tried again. Look first at the errors in the logs.',
  metric: (watched, period) => (watched.partialResponses ? eventCount(watched, 'FailedInvokeEventCount', period) : undefined),
};
