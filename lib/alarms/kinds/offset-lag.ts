import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import type { ObservedTopic } from './observed-batches';

/** A burst is read by then; what stays behind for longer has stopped. */
const BATCHES_BEHIND = 100;

/**
 * The function has one such metric for all of its topics.
 *
 * @internal
 */
export const OFFSET_LAG: SourceAlarmDefinition<ObservedTopic> = {
  kind: 'offsetLag',
  id: 'OffsetLag',
  severity: AlarmSeverity.WARNING,
  threshold: ({ batchSize }) => BATCHES_BEHIND * batchSize,
  isGauge: () => true,
  message: () =>
    'The function is many records behind the end of the topic, because it fails, is slow, or gets no concurrency. Look first at its errors and duration, then at partitions and pollers.',
  metric: ({ live, offsetLagWatched }, period) =>
    offsetLagWatched ? undefined : live.metric('OffsetLag', { period, statistic: cloudwatch.Stats.MAXIMUM }),
};
