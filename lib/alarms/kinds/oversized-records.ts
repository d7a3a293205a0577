import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import type { ObservedChanges } from './observed-batches';

/**
 * The function has one such metric for all that it reads from DocumentDB.
 *
 * @internal
 */
export const OVERSIZED_RECORDS: SourceAlarmDefinition<ObservedChanges> = {
  kind: 'oversizedRecords',
  id: 'OversizedRecords',
  severity: AlarmSeverity.CRITICAL,
  threshold: () => 0,
  isGauge: () => false,
  message: () =>
    'A change was larger than the 6 MB that a function takes, and is lost. Look first at which documents are that large; without the full document an event is smaller.',
  metric: ({ live, oversizedWatched }, period) =>
    oversizedWatched ? undefined : live.metric('OversizedRecordCount', { period, statistic: cloudwatch.Stats.SUM }),
};
