import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import { eventCount, type WatchedBatches } from './observed-batches';

/**
 * A function that reports failed records succeeds itself: its errors stay silent, this count does not.
 *
 * @internal
 */
export const FAILED_RECORDS: SourceAlarmDefinition<WatchedBatches> = {
  kind: 'failedRecords',
  id: 'FailedRecords',
  severity: AlarmSeverity.WARNING,
  threshold: () => 0,
  isLevel: () => false,
  tells: () => 'Records failed, or were reported as failed, and are tried again. Look first at the errors in the logs.',
  metric: (watched, period) => (watched.partialResponses ? eventCount(watched, 'FailedInvokeEventCount', period) : undefined),
};
