import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { DEFAULTS } from '../core/defaults';
import { refuse } from '../core/errors';
import type { AlarmKind } from './alarm-kind';
import type { TuningChoice } from './alarm-tuning';
import type { AnyObserved } from './observed';
import { checkLevelStatistic } from './tuning-checks';

/** How an alarm that is made is tuned. @internal */
export type Tuning = Exclude<TuningChoice, { kind: 'none' | 'fleet' }>;

/**
 * What an alarm watches, as it is tuned; undefined where there is nothing of the kind.
 *
 * @internal
 */
export function metricFor<O extends AnyObserved>(
  scope: IConstruct,
  prop: string,
  kind: AlarmKind<O>,
  observed: O,
  tuning: Tuning | undefined,
): cloudwatch.IMetric | undefined {
  const period = tuning?.period ?? DEFAULTS.alarmPeriod;
  if (tuning?.kind !== 'rate')
    return kind.metric(observed, { period, statistic: statisticFor(scope, prop, kind, observed, tuning?.statistic) });
  if (kind.rate) return kind.rate(observed, period, tuning.minimumInvocations ?? 1);
  return refuse(
    scope,
    `'${prop}' must have a threshold, got a rate, which only 'errors' of a function and the errors of a front have; pass 'AlarmTuning.threshold(...)'`,
  );
}

/** A count is summed, a level is not. */
function statisticFor<O extends AnyObserved>(
  scope: IConstruct,
  prop: string,
  kind: Pick<AlarmKind<O>, 'isGauge' | 'statistic'>,
  observed: O,
  tuned: string | undefined,
): string {
  if (!kind.isGauge(observed)) return tuned ?? cloudwatch.Stats.SUM;
  checkLevelStatistic(scope, prop, tuned);
  return tuned ?? kind.statistic?.(observed) ?? cloudwatch.Stats.MAXIMUM;
}
