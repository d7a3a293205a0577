import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/**
 * `Errors` counts each attempt, also those that a retry repairs.
 *
 * @internal
 */
export const FAILED_EXECUTIONS: AlarmKind<ObservedFunction, 'failedExecutions'> = {
  kind: 'failedExecutions',
  id: 'FailedExecutions',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'function',
  row: 'results',
  threshold: () => 0,
  isGauge: () => false,
  message:
    'A durable execution failed: the code threw an error that no step retried. Look first at the history of the execution, then at the errors in the logs.',
  metric: ({ live, isDurable }, window) => (isDurable ? everyQualifier(live).metric('DurableExecutionFailed', window) : undefined),
};
