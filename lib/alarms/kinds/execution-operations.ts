import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST = 3000;

/** @internal */
export const EXECUTION_OPERATIONS: AlarmKind<ObservedFunction, 'executionOperations'> = {
  kind: 'executionOperations',
  id: 'ExecutionOperations',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'function',
  row: 'capacity',
  threshold: () => 2400,
  most: () => MOST,
  isGauge: () => true,
  message: `A durable execution has nearly ${MOST} operations, after which Lambda fails it. Look first at loops, map and parallel in the code: process several items in one step, or start an execution for a part of them.`,
  metric: ({ live, isDurable }, window) => (isDurable ? everyQualifier(live).metric('DurableExecutionOperations', window) : undefined),
};
