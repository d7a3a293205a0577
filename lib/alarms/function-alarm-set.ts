import type { CfnResource } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DEFAULTS } from '../core/defaults';
import { refuse } from '../core/errors';
import { recordWaiver } from '../core/reasons';
import type { ActionChoice } from './actions/alarm-actions';
import type { AlarmDefinition, FunctionAlarms, Observed } from './alarm-definition';
import { describeAlarm } from './alarm-description';
import type { AlarmPlan } from './alarm-plan';
import type { AlarmThresholdOptions, TuningChoice } from './alarm-tuning';
import { wireAlarm } from './alarm-wiring';
import { ERRORS } from './kinds/errors';
import { EXPIRING_EVENTS } from './kinds/expiring-events';
import { FAILED_EVENTS } from './kinds/failed-events';
import { THROTTLES } from './kinds/throttles';
import { UNDELIVERED_EVENTS } from './kinds/undelivered-events';
import { hasSourceAlarms } from './source-alarm-set';

/** @internal */
export const FUNCTION_ALARMS: AlarmDefinition[] = [ERRORS, THROTTLES, FAILED_EVENTS, UNDELIVERED_EVENTS, EXPIRING_EVENTS];

/** The alarms that depend on where failed events go. */
const FAILURE_ALARMS: AlarmDefinition[] = [FAILED_EVENTS, UNDELIVERED_EVENTS, EXPIRING_EVENTS];

/**
 * The alarms of a function.
 *
 * @internal
 */
export class FunctionAlarmSet extends Construct {
  /** The first topic that an alarm goes to. */
  public topic?: sns.ITopic;
  private destinationWatched: boolean;
  private readonly made: { -readonly [kind in keyof FunctionAlarms]: FunctionAlarms[kind] } = {};

  constructor(
    private readonly shell: Construct,
    private readonly plan: AlarmPlan,
    private readonly logGroup: logs.ILogGroup,
    private readonly resource: CfnResource,
    watched: Observed,
  ) {
    super(shell, 'Alarms');
    this.destinationWatched = watched.hasDestination;
    for (const definition of FUNCTION_ALARMS) this.make(definition, watched);
    shell.node.addValidation({ validate: () => this.silence() });
  }

  public get byKind(): FunctionAlarms {
    return { ...this.made };
  }

  /** Whether an alarm tells of failures that could not be delivered to a destination. */
  public get watchesDestinations(): boolean {
    return this.made.undeliveredEvents !== undefined && this.destinationWatched;
  }

  /** An action of the user's may have made something for an alarm, and can't be asked to take it back. */
  public checkRewatch(): void {
    if (!this.plan.actions || !isCustom(this.plan.actions)) return;
    refuse(
      this.shell,
      `'onFailure' must be said in the props where 'AlarmActions.custom' is used, got it in 'configureAsyncInvoke'; pass it in the props`,
    );
  }

  /** Makes those alarms anew that depend on where failed events go. */
  public rewatch(watched: Observed): void {
    this.destinationWatched = watched.hasDestination;
    for (const definition of FAILURE_ALARMS) {
      this.node.tryRemoveChild(definition.id);
      delete this.made[definition.kind];
      this.make(definition, watched);
    }
  }

  /** An alarm that nobody hears is found when the app is finished: a scope may still say who does. */
  private silence(): string[] {
    if (this.plan.actions || !this.plan.mustBeHeard || !(Object.keys(this.made).length > 0 || hasSourceAlarms(this.shell))) return [];
    return [
      `'alarmActions' must say who hears of the function's alarms, got nothing; ` +
        `pass for example 'AlarmActions.email("name@example.com")', or 'AlarmActions.none(reason)'`,
    ];
  }

  private make(definition: AlarmDefinition, watched: Observed): void {
    const tuning = this.plan.tunings[definition.kind];
    if (tuning?.kind === 'none') {
      recordWaiver(this.resource, `alarms.${definition.kind}`, tuning.reason);
      return;
    }
    const metric = this.metricOf(definition, watched, tuning);
    if (metric === undefined) {
      this.checkUnexpected(definition);
      return;
    }
    const { alarm, topic } = wireAlarm(
      this,
      this.plan,
      {
        id: definition.id,
        metric,
        threshold: definition.threshold,
        severity: definition.severity,
        isGauge: definition.isGauge(watched),
        description: describeAlarm(this, {
          subject: `${this.shell.node.path} (${watched.live.functionName})`,
          message: definition.message(watched),
          logGroupName: this.logGroup.logGroupName,
          runbookUrl: this.plan.runbookUrl,
        }),
      },
      tuning,
    );
    this.topic ??= topic;
    this.made[definition.kind] = alarm;
  }

  private metricOf(definition: AlarmDefinition, watched: Observed, tuning: TuningChoice | undefined): cloudwatch.IMetric | undefined {
    if (tuning?.kind !== 'rate')
      return definition.metric(watched, (tuning as AlarmThresholdOptions | undefined)?.period ?? DEFAULTS.alarmPeriod);
    if (definition.rate) return definition.rate(watched, tuning.period ?? DEFAULTS.alarmPeriod, tuning.minimumInvocations ?? 1);
    return refuse(
      this.shell,
      `'alarms.${definition.kind}' must have a threshold, got a rate, which only 'errors' has; pass 'AlarmTuning.threshold(...)'`,
    );
  }

  /** A tuning by a scope is for those functions that have such an alarm; one by the function itself is for this one. */
  private checkUnexpected(definition: AlarmDefinition): void {
    if (this.plan.expected.includes(definition.kind))
      refuse(
        this.shell,
        `'alarms.${definition.kind}' must have something to watch, got a tuning where failed events go to no such target; leave it out`,
      );
  }
}

const isCustom = (choice: ActionChoice): boolean =>
  choice.kind === 'custom' || (choice.kind === 'bySeverity' && (isCustom(choice.critical) || isCustom(choice.warning)));
