import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { recordWaiver } from '../core/input/reasons';
import { routeFor } from './actions/alarm-routing';
import { boundAction } from './actions/bound-action';
import { OkActions } from './actions/ok-actions';
import type { AlarmPlan } from './alarm-plan';
import type { AlarmSeverity } from './alarm-severity';

/**
 * An alarm as it is to be made.
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
  readonly comparison?: cloudwatch.ComparisonOperator;
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  readonly treatMissingData?: cloudwatch.TreatMissingData;
}

/**
 * An alarm that knows what it notifies, in ALARM and when it is over: one of the CDK does not show it.
 *
 * @internal
 */
export class NotifyingAlarm extends cloudwatch.Alarm {
  public readonly notified: unknown[] = [];
}

/** @internal */
export interface WiredAlarm {
  readonly alarm: NotifyingAlarm;
  /** The topic that it notifies, where it notifies one. */
  readonly topic?: sns.ITopic;
}

/**
 * Makes the alarm, and lets it notify whom the plan names.
 *
 * @internal
 */
export function wireAlarm(scope: Construct, plan: AlarmPlan, sketch: AlarmSketch): WiredAlarm {
  const alarm = new NotifyingAlarm(scope, sketch.id, {
    metric: sketch.metric,
    threshold: sketch.threshold,
    comparisonOperator: sketch.comparison ?? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: sketch.evaluationPeriods ?? 1,
    datapointsToAlarm: sketch.datapointsToAlarm,
    treatMissingData: sketch.treatMissingData ?? cloudwatch.TreatMissingData.NOT_BREACHING,
    alarmDescription: sketch.description,
  });
  return { alarm, topic: notify(scope, alarm, plan, sketch) };
}

/**
 * Keeps on an alarm that belongs to no hardened function why it notifies nobody. Of the others, their function keeps it.
 *
 * @internal
 */
export function recordSilence(alarm: cloudwatch.Alarm, { actions }: AlarmPlan): void {
  if (actions?.kind === 'none') recordWaiver(alarm.node.defaultChild as cloudwatch.CfnAlarm, 'alarmActions', actions.reason);
}

/**
 * Lets the alarm notify whom the plan names, each once. The topic, where there is one.
 *
 * @internal
 */
export function notify(
  scope: Construct,
  alarm: NotifyingAlarm,
  plan: AlarmPlan,
  { severity, isGauge }: Pick<AlarmSketch, 'severity' | 'isGauge'>,
): sns.ITopic | undefined {
  const { actions, topic } = routeFor(scope, plan, severity);
  const unknown = actions.filter((action) => !alarm.notified.includes(topic ?? action));
  if (unknown.length === 0) return topic;
  alarm.notified.push(...unknown.map((action) => topic ?? action));
  const fresh = topic ? unknown : unknown.map((action) => boundAction(alarm, action));
  alarm.addAlarmAction(...fresh);
  if (plan.okActions === OkActions.ALL || (plan.okActions === OkActions.GAUGES && isGauge)) alarm.addOkAction(...fresh);
  return topic;
}
