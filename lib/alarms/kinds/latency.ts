import { DEFAULTS } from '../../core/defaults';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFront } from '../observed';

/**
 * Cold starts alone do not fire it: with few requests, one of them is the p99 of a period, but not of three in a row.
 *
 * @internal
 */
export const LATENCY: AlarmKind<ObservedFront, 'latency'> = {
  kind: 'latency',
  id: 'Latency',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'front',
  row: 'results',
  statistic: ({ latencyStatistic }) => latencyStatistic ?? 'p99',
  evaluationPeriods: 3,
  threshold: () => DEFAULTS.slowResponse.toMilliseconds(),
  isGauge: () => true,
  isDefault: ({ isStreamed }) => !isStreamed,
  message:
    'Callers wait too long: responses take longer than the threshold. Look first at the duration and the cold starts of the function, then at what it calls.',
  metric: (front, window) => front.latency(window),
};
