import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedSource } from '../observed';

/** @internal */
export const OVERSIZED_RECORDS: AlarmKind<ObservedSource, 'oversizedRecords'> = {
  kind: 'oversizedRecords',
  id: 'OversizedRecords',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'function',
  row: 'failures',
  threshold: () => 0,
  isGauge: () => false,
  message:
    'A change event of DocumentDB was larger than the 6 MB that a function accepts, and is lost. Look first at which documents are that large; without the full document an event is smaller.',
  metric: ({ live }, window) => everyQualifier(live).metric('OversizedRecordCount', window),
};
