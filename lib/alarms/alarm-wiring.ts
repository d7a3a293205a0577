import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { routeFor } from './actions/alarm-routing';
import { OkActions } from './actions/ok-actions';
import type { AlarmPlan } from './alarm-plan';
import type { AlarmSeverity } from './alarm-severity';
import type { TuningChoice } from './alarm-tuning';

/** How an alarm that is made is tuned. @internal */
export type Tuning = Exclude<TuningChoice, { kind: 'none' }>;

/**
 * An alarm as its definition wants it.
 *
 * @internal
 */
export interface AlarmSketch {
  readonly id: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly severity: AlarmSeverity;
  /** Whether it watches a level, which somebody brings down, and not a count, which is over by itself. */
  readonly isGauge: boolean;
  readonly description: string;
}

/** @internal */
export interface WiredAlarm {
  readonly alarm: cloudwatch.Alarm;
  /** The topic that it goes to, where it goes to one. */
  readonly topic?: sns.ITopic;
}

/**
 * Makes the alarm, tuned, and connects it with those who hear of it.
 *
 * @internal
 */
export function wireAlarm(scope: Construct, plan: AlarmPlan, sketch: AlarmSketch, tuning?: Tuning): WiredAlarm {
  const alarm = new cloudwatch.Alarm(scope, sketch.id, {
    metric: sketch.metric,
    threshold: (tuning?.kind === 'rate' ? tuning.percent : tuning?.threshold) ?? sketch.threshold,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: tuning?.evaluationPeriods ?? 1,
    datapointsToAlarm: tuning?.datapointsToAlarm,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    alarmDescription: sketch.description,
  });
  const { actions, topic } = routeFor(scope, plan, tuning?.severity ?? sketch.severity);
  alarm.addAlarmAction(...actions);
  if (plan.recovery === OkActions.ALL || (plan.recovery === OkActions.GAUGES && sketch.isGauge)) alarm.addOkAction(...actions);
  return { alarm, topic };
}
