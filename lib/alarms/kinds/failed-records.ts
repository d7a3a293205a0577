import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import { eventCount } from '../mapping-metric';
import type { ObservedBatches } from '../observed';

/**
 * An invocation that reports failed records succeeds: only this count shows them. It counts what is retried too, so by default
 * it is watched only where no failed batch is ever discarded, which another alarm would report.
 *
 * @internal
 */
export const FAILED_RECORDS: AlarmKind<ObservedBatches, 'failedRecords'> = {
  kind: 'failedRecords',
  id: 'FailedRecords',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'eventSource',
  row: 'failures',
  threshold: () => 0,
  isGauge: () => false,
  isDefault: ({ retriesUntilExpiry }) => retriesUntilExpiry,
  message: 'Records failed, or were reported as failed, and are retried. Look first at the errors in the logs.',
  metric: (observed, window) => (observed.partialResponses ? eventCount(observed, 'FailedInvokeEventCount', window) : undefined),
};
