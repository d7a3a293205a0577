import type { Duration } from 'aws-cdk-lib';
import { everyQualifier } from '../../core/cdk/function-behind';
import { DEFAULTS } from '../../core/defaults';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedSource } from '../observed';

/** @internal */
export const ITERATOR_AGE: AlarmKind<ObservedSource & { readonly knownRetention?: Duration }, 'iteratorAge'> = {
  kind: 'iteratorAge',
  id: 'IteratorAge',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'function',
  row: 'traffic',
  threshold: () => DEFAULTS.lateRecord.toMilliseconds(),
  most: ({ knownRetention }) => knownRetention?.toMilliseconds(),
  isGauge: () => true,
  message:
    'The function processes records too late: it fails, is slow or is throttled. Look first at its errors and duration, then at shards and parallelization factor of its streams, or at the batch size of its DocumentDB source.',
  metric: ({ live }, window) => everyQualifier(live).metric('IteratorAge', window),
};
