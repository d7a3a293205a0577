import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedTopic } from '../observed';

/** The function catches up with a burst before it is this far behind; beyond, it has stopped or does not keep up. */
const BATCHES_BEHIND = 100;

/** @internal */
export const OFFSET_LAG: AlarmKind<ObservedTopic, 'offsetLag'> = {
  kind: 'offsetLag',
  id: 'OffsetLag',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'function',
  row: 'traffic',
  threshold: ({ batchSize }) => BATCHES_BEHIND * batchSize,
  isGauge: () => true,
  message:
    'The function is many records behind the end of its topic: it fails, is slow or is throttled. Look first at its errors and duration, then at partitions and pollers.',
  metric: ({ live }, window) => everyQualifier(live).metric('OffsetLag', window),
};
