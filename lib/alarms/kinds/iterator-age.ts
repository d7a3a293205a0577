import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { DEFAULTS } from '../../core/defaults';
import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import type { ObservedAge } from './observed-batches';

/**
 * The function has one such metric for all of its streams.
 *
 * @internal
 */
export const ITERATOR_AGE: SourceAlarmDefinition<ObservedAge> = {
  kind: 'iteratorAge',
  id: 'IteratorAge',
  severity: AlarmSeverity.WARNING,
  threshold: () => DEFAULTS.lateRecord.toMilliseconds(),
  isGauge: () => true,
  message: ({ fasterBy }) =>
    `The function reads records long after they came, because it fails, is slow, or gets no concurrency. Look first at its errors and duration, then at ${fasterBy}.`,
  metric: ({ live, iteratorAgeWatched }, period) =>
    iteratorAgeWatched ? undefined : live.metric('IteratorAge', { period, statistic: cloudwatch.Stats.MAXIMUM }),
};
