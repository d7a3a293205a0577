import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/** 100 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST = 100 * 1024 * 1024;

/** @internal */
export const EXECUTION_STORAGE: AlarmKind<ObservedFunction, 'executionStorage'> = {
  kind: 'executionStorage',
  id: 'ExecutionStorage',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'function',
  row: 'capacity',
  threshold: () => 80_000_000,
  most: () => MOST,
  isGauge: () => true,
  message:
    'A durable execution has nearly written 100 MB, after which Lambda fails it. Look first at what its steps return: store large results elsewhere, and return where they are.',
  metric: ({ live, isDurable }, window) =>
    isDurable ? everyQualifier(live).metric('DurableExecutionStorageWrittenBytes', window) : undefined,
};
