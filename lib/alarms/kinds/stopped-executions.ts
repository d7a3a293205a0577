import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/** @internal */
export const STOPPED_EXECUTIONS: AlarmKind<ObservedFunction, 'stoppedExecutions'> = {
  kind: 'stoppedExecutions',
  id: 'StoppedExecutions',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'function',
  row: 'results',
  threshold: () => 0,
  isGauge: () => false,
  message:
    'Somebody stopped a durable execution by StopDurableExecution. Look first at CloudTrail for who stopped it, then at what the execution has not done.',
  metric: ({ live, isDurable }, window) => (isDurable ? everyQualifier(live).metric('DurableExecutionStopped', window) : undefined),
};
