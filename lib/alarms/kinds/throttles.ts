import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/**
 * Lambda retries throttled events and batches by itself: one burst loses nothing. Three periods in a row are a lack of concurrency.
 *
 * @internal
 */
export const THROTTLES: AlarmKind<ObservedFunction, 'throttles'> = {
  kind: 'throttles',
  id: 'Throttles',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'function',
  row: 'traffic',
  evaluationPeriods: 3,
  threshold: () => 0,
  isGauge: () => false,
  message:
    "Lambda throttles invocations again and again: no concurrency is left. Look first at the function's reserved concurrency, then at the account's concurrent executions.",
  metric: ({ live }, window) => live.metricThrottles(window),
};
