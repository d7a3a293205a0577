import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/** @internal */
export const THROTTLES: AlarmKind<ObservedFunction, 'throttles'> = {
  kind: 'throttles',
  id: 'Throttles',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'function',
  threshold: () => 0,
  isGauge: () => false,
  message: () =>
    "Lambda throttled an invocation: no concurrency was left. Look first at the function's reserved concurrency, then at the account's concurrent executions.",
  metric: ({ live }, window) => live.metricThrottles(window),
};
