import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/** @internal */
export const TIMED_OUT_EXECUTIONS: AlarmKind<ObservedFunction, 'timedOutExecutions'> = {
  kind: 'timedOutExecutions',
  id: 'TimedOutExecutions',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'function',
  row: 'results',
  threshold: () => 0,
  isGauge: () => false,
  message:
    'A durable execution took longer than its execution timeout, and was ended. Look first at the last operation in the history of the execution: a callback that nobody sent, or attempts that failed again and again.',
  metric: ({ live, isDurable }, window) => (isDurable ? everyQualifier(live).metric('DurableExecutionTimedOut', window) : undefined),
};
