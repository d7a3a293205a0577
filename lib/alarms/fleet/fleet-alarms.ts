import { Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { DEFAULTS } from '../../core/defaults';
import { refuse } from '../../core/errors';
import { checkNames } from '../../core/input/option-names';
import { warn } from '../../core/warnings';
import { withoutUndefined } from '../../core/without-undefined';
import { OkActions } from '../actions/ok-actions';
import { describeAlarm } from '../alarm-description';
import { type AlarmPlan, resolveAlarms } from '../alarm-plan';
import type { AlarmThresholdOptions } from '../alarm-tuning';
import { checkTunings, type TuningChoices } from '../tuning-checks';
import { recordSilence, wireAlarm } from '../wired-alarm';
import { FleetAlarmsElsewhere } from './fleet-alarms-elsewhere';
import type { FleetAlarmMap, FleetAlarmsProps } from './fleet-alarms-props';
import { checkFleetProps, checkFleetTunings } from './fleet-checks';
import { countFunctions, markAsFleet, rivalOf } from './fleet-in-app';
import { CLAIMED_CONCURRENCY, FLEET_ALARMS, type FleetAlarmKey, type FleetKind, QUERIED } from './fleet-kinds';
import { fleetQuery, type TagFilter } from './fleet-query';

/** The names of the props. TypeScript holds the list to the interface. */
const PROPS: { readonly [prop in keyof Required<FleetAlarmsProps>]: true } = {
  alarmActions: true,
  concurrencyQuota: true,
  concurrencyPercent: true,
  splitBy: true,
  alarms: true,
  okActions: true,
  runbookUrl: true,
};

/** CloudWatch returns at most 500 time series of a query. Other apps have functions in the account too. */
const MANY_FUNCTIONS = 400;

/**
 * Alarms that watch every function of an account and region, also functions that nobody hardened and those that are created
 * later. One construct for each account and region; a second one is an error.
 *
 * Each alarm is a query of CloudWatch Metrics Insights. Every function is a contributor of the alarm with a separate
 * state: the topic is notified when one goes into ALARM, also while others are in ALARM, and the notification names it by
 * the attribute `FunctionName`.
 *
 * CloudWatch bills each metric that a query analyzes (0.10 USD a month), evaluates at most 500 functions with the highest
 * counts of the first 10,000, and has 200 alarms on queries in a region.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Metrics_Insights_Alarm.html
 *
 * @example
 * declare const platform: cdk.Stack;
 * new FleetAlarms(platform, 'FleetAlarms', {
 *   alarmActions: AlarmActions.email('ops@example.com'),
 *   concurrencyQuota: 3000,
 * });
 */
export class FleetAlarms extends Construct {
  /**
   * States that fleet alarms are not in this app, for example since another app of the account has them. Pass it as
   * `fleetAlarms` to `HardenedFunctionDefaults`.
   *
   * @param reason where they are; the template's metadata repeats it
   */
  public static elsewhere(reason: string): FleetAlarmsElsewhere {
    return new FleetAlarmsElsewhere(reason);
  }

  /** The alarms by their cause. */
  public readonly alarms: FleetAlarmMap;

  private readonly plan: AlarmPlan;
  private readonly tunings: TuningChoices;

  constructor(scope: Construct, id: string, props: FleetAlarmsProps) {
    super(scope, id);
    const given = withoutUndefined<FleetAlarmsProps>(props ?? {});
    checkNames(this, 'FleetAlarms', given, PROPS);
    checkFleetProps(this, given);
    markAsFleet(this);
    const rival = rivalOf(this);
    if (rival) {
      refuse(this, `'FleetAlarms' must exist once for each account and region, got another one at ${rival.node.path}; remove one of them`);
    }
    this.tunings = checkTunings(this, 'alarms', given.alarms ?? {}, FLEET_ALARMS);
    checkFleetTunings(this, this.tunings);
    const own = { alarmActions: given.alarmActions, okActions: given.okActions, runbookUrl: given.runbookUrl };
    this.plan = resolveAlarms(this, own, { own, okActions: OkActions.GAUGES, actionsRequired: true });
    this.alarms = { ...this.queried(given), ...this.claimedConcurrency(given) };
    this.node.addValidation({ validate: () => this.warnOfMany(given) });
  }

  private queried({ splitBy }: Partial<FleetAlarmsProps>): FleetAlarmMap {
    if (!splitBy) return this.set(this);
    const isTaken = (id: string) => id === CLAIMED_CONCURRENCY.id || this.node.tryFindChild(id) !== undefined;
    const freeId = (id: string, index: number): string => (isTaken(id) ? freeId(`${id}-${index + 1}`, index) : id);
    const idOf = (value: string, index: number) => freeId(Token.isUnresolved(value) ? `Value${index + 1}` : value, index);
    const [first] = splitBy.values.map((value, index) => this.set(new Construct(this, idOf(value, index)), { key: splitBy.key, value }));
    return first;
  }

  /** The alarms on one query for each metric. */
  private set(scope: Construct, tag?: TagFilter): FleetAlarmMap {
    const keys = Object.keys(QUERIED) as (keyof typeof QUERIED)[];
    return Object.fromEntries(
      keys.flatMap((key) => {
        const kind = QUERIED[key];
        const alarm = this.make(
          scope,
          key,
          kind,
          0,
          { evaluationPeriods: kind.evaluationPeriods },
          ({ period = DEFAULTS.alarmPeriod }) =>
            new cloudwatch.MathExpression({ expression: fleetQuery(kind.metric, tag), usingMetrics: {}, label: kind.metric, period }),
        );
        return alarm ? [[key, alarm]] : [];
      }),
    );
  }

  private claimedConcurrency({ concurrencyQuota = 1000, concurrencyPercent = 90 }: Partial<FleetAlarmsProps>): FleetAlarmMap {
    const { period, evaluationPeriods } = CLAIMED_CONCURRENCY;
    // Never more than the quota is claimed.
    const threshold = Math.min(Math.floor((concurrencyQuota * concurrencyPercent) / 100), concurrencyQuota - 1);
    const alarm = this.make(
      this,
      'claimedConcurrency',
      CLAIMED_CONCURRENCY,
      threshold,
      { period, evaluationPeriods },
      (tuned) =>
        new cloudwatch.Metric({
          namespace: 'AWS/Lambda',
          metricName: CLAIMED_CONCURRENCY.metric,
          statistic: tuned.statistic ?? cloudwatch.Stats.MAXIMUM,
          period: tuned.period,
        }),
    );
    return { claimedConcurrency: alarm };
  }

  private make(
    scope: Construct,
    key: FleetAlarmKey,
    kind: FleetKind,
    threshold: number,
    window: Pick<AlarmThresholdOptions, 'period' | 'evaluationPeriods'>,
    metricOf: (tuned: AlarmThresholdOptions) => cloudwatch.IMetric,
  ): cloudwatch.Alarm | undefined {
    const tuning = this.tunings[key];
    if (tuning?.kind === 'none') return undefined;
    const given: AlarmThresholdOptions = tuning?.kind === 'threshold' ? tuning : {};
    const tuned = { ...window, ...withoutUndefined(given) };
    const { alarm } = wireAlarm(scope, this.plan, {
      id: kind.id,
      metric: metricOf(tuned),
      threshold: tuned.threshold ?? threshold,
      severity: tuned.severity ?? kind.severity,
      isGauge: key === 'claimedConcurrency',
      description: this.describe(kind.message),
      evaluationPeriods: tuned.evaluationPeriods,
      datapointsToAlarm: tuned.datapointsToAlarm,
      treatMissingData: tuned.treatMissingData,
    });
    recordSilence(alarm, this.plan);
    return alarm;
  }

  private describe(message: string): string {
    return describeAlarm(this, { subject: this.node.path, message, runbookUrl: this.plan.runbookUrl });
  }

  private warnOfMany({ splitBy }: Partial<FleetAlarmsProps>): string[] {
    const count = countFunctions(Stack.of(this));
    if (count <= MANY_FUNCTIONS || splitBy) return [];
    warn(
      this,
      'FleetAlarmsManyFunctions',
      `'FleetAlarms' must watch at most 500 functions in one query, got ${count} in this app alone: of more, CloudWatch evaluates the 500 with the highest counts, ` +
        `and notifies of 100 at most; divide them with 'splitBy', or acknowledge this`,
    );
    return [];
  }
}
