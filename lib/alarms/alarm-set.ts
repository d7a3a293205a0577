import type { CfnResource } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { captureNoCreationStacks, keepCreationStack } from '../core/cdk/creation-stacks';
import { refuse } from '../core/errors';
import { recordWaiver } from '../core/input/reasons';
import { describeAlarm, descriptionOf, messageOf } from './alarm-description';
import type { AlarmKey, AlarmKind } from './alarm-kind';
import { metricFor } from './alarm-metric';
import type { AlarmPlan } from './alarm-plan';
import type { AlarmSeverity } from './alarm-severity';
import { type AlarmTopics, type CustomAlarmOptions, customSketch } from './custom-alarm';
import type { EventSourceAlarms } from './event-source-alarms';
import { FailedEventsGroup } from './failed-events-group';
import { leaveToFleet } from './fleet/fleet-need';
import type { FrontAlarms } from './front-alarms';
import type { FunctionAlarms } from './function-alarms';
import { FRONT_ALARMS, FUNCTION_ALARMS } from './kinds';
import type { AnyObserved } from './observed';
import { SharedAlarms } from './shared-alarms';
import { checkReach, type TuningChoices } from './tuning-checks';
import { type AlarmSketch, type NotifyingAlarm, notify, type WiredAlarm, wireAlarm } from './wired-alarm';

/**
 * What holds for a set of alarms.
 *
 * @internal
 */
export interface AlarmContext {
  readonly plan: AlarmPlan;
  readonly tunings: TuningChoices;
  /** The alarms that whom they belong to tunes itself: each must have something to watch. */
  readonly expected: readonly string[];
  /** Where a reviewer finds why an alarm is disabled. */
  readonly resource: CfnResource;
  /** The prop that tunes the alarms of a front, where it is not `alarms`. */
  readonly frontProp?: string;
  /** What is watched, for people. */
  readonly subject: string;
  /** Absent where several functions are watched. */
  readonly logGroupName?: string;
  /** The alarms of the function, which hold what its event sources share; asked for once there is something to hold. */
  readonly ofFunction?: () => AlarmSet;
  /** The alarms of the failure queue that functions share. */
  readonly ofFailureQueue?: () => AlarmSet | undefined;
  /** Whether an alarm of the app watches the metric already, which then is not watched twice. */
  readonly isWatched?: (metric: cloudwatch.IMetric) => boolean;
}

/**
 * The alarms of a function, of one of its event sources, or of a front.
 *
 * @internal
 */
export class AlarmSet extends Construct {
  private readonly made: Partial<Record<AlarmKey, cloudwatch.Alarm>> = {};
  private readonly custom: cloudwatch.Alarm[] = [];
  private readonly notified: { -readonly [severity in keyof AlarmTopics]: AlarmTopics[severity] } = {};
  private readonly shared = new SharedAlarms();

  constructor(
    public readonly owner: Construct,
    private context: AlarmContext,
  ) {
    super(owner, 'Alarms');
    captureNoCreationStacks(this);
  }

  /** The alarms below the owner: those that an event source has begun join those of its function. */
  public static of(owner: Construct, context: AlarmContext): AlarmSet {
    const begun = owner.node.tryFindChild('Alarms') as AlarmSet | undefined;
    if (!begun) return new AlarmSet(owner, context);
    begun.context = context;
    return begun;
  }

  public get plan(): AlarmPlan {
    return this.context.plan;
  }

  public has(kind: AlarmKey): boolean {
    return this.made[kind] !== undefined;
  }

  /** The alarms of the function itself, without those that its event sources share. */
  public get ofFunction(): FunctionAlarms {
    return Object.fromEntries(Object.entries(this.made).filter(([kind]) => kind in FUNCTION_ALARMS));
  }

  public get ofSource(): EventSourceAlarms {
    return { ...this.made };
  }

  public get ofFront(): FrontAlarms {
    return Object.fromEntries(Object.entries(this.made).filter(([kind]) => kind in FRONT_ALARMS));
  }

  /** The alarms of the user's own. */
  public get ofUser(): readonly cloudwatch.Alarm[] {
    return this.custom;
  }

  /** Where the person on call finds what to do. */
  public get runbookUrl(): string | undefined {
    return this.context.plan.runbookUrl;
  }

  /** The topics that the alarms notify, by severity. */
  public get topics(): AlarmTopics {
    return { ...this.notified };
  }

  public get isEmpty(): boolean {
    return Object.keys(this.made).length === 0 && this.custom.length === 0;
  }

  public make<O extends AnyObserved>(kinds: readonly AlarmKind<O>[], observed: O): this {
    for (const kind of kinds) this.makeOne(kind, observed);
    return this;
  }

  /** Those alarms are the function's no longer. */
  public release(...kinds: AlarmKey[]): void {
    for (const kind of kinds) delete this.made[kind];
  }

  /** Makes an alarm of the user's own. */
  public add(id: string, options: CustomAlarmOptions): cloudwatch.Alarm {
    const alarm = this.wire({ ...customSketch(this.owner, id, options), description: this.describe(options.message) });
    keepCreationStack(alarm.node.defaultChild as CfnResource, this.owner.node.scope ?? this.owner);
    this.custom.push(alarm);
    return alarm;
  }

  private makeOne<O extends AnyObserved>(kind: AlarmKind<O>, observed: O): void {
    const tuning = this.context.tunings[kind.kind];
    if (this.made[kind.kind] || (tuning === undefined && kind.isDefault?.(observed) === false)) return;
    if (tuning?.kind === 'none') {
      recordWaiver(this.context.resource, this.propOf(kind), tuning.reason);
      return;
    }
    const holder = this.holderOf(kind);
    // Of a queue that functions share, the first of them made the alarm.
    const made = kind.belongsTo === 'failureQueue' ? holder.shared.metricOf(kind.kind) : undefined;
    const metric = made ?? metricFor(this.owner, this.propOf(kind), kind, observed, tuning?.kind === 'fleet' ? undefined : tuning);
    if (metric === undefined) {
      this.checkUnexpected(kind);
      return;
    }
    if (this.context.isWatched?.(metric)) return;
    if (tuning?.kind === 'fleet') {
      leaveToFleet(this.owner, this.context.resource, this.plan.fleetElsewhere);
      return;
    }
    const shared = tuning === undefined ? kind.sharedBy?.(observed) : undefined;
    if (shared) {
      const of = { plan: this.plan, queue: shared.queue };
      const joined = FailedEventsGroup.join(this.owner, of, shared.observed, () => this.describe(messageOf(kind, observed)));
      this.made[kind.kind] = this.noted(kind.severity, joined);
      return;
    }
    const threshold = (tuning?.kind === 'rate' ? tuning.percent : tuning?.threshold) ?? kind.threshold(observed);
    checkReach(this.owner, kind.kind, threshold, kind.most?.(observed));
    const route = { severity: tuning?.severity ?? kind.severity, isGauge: kind.isGauge(observed) };
    const make = (): NotifyingAlarm =>
      holder.wire({
        ...route,
        id: kind.id,
        metric,
        threshold,
        // Of an alarm that an event source adds, the function may be completed later.
        description: descriptionOf(kind, observed, holder !== this, (message) => holder.describe(message)),
        evaluationPeriods: tuning?.evaluationPeriods ?? kind.evaluationPeriods,
        datapointsToAlarm: tuning?.datapointsToAlarm,
        treatMissingData: tuning?.treatMissingData,
      });
    const alarm = holder === this ? make() : holder.shared.once(this.owner, kind, tuning, threshold, make);
    if (kind.belongsTo === 'failureQueue') notify(holder, alarm, this.plan, route);
    this.made[kind.kind] = alarm;
  }

  private holderOf<O extends AnyObserved>({ belongsTo }: AlarmKind<O>): AlarmSet {
    const { ofFunction, ofFailureQueue } = this.context;
    return (belongsTo === 'function' ? ofFunction?.() : belongsTo === 'failureQueue' ? ofFailureQueue?.() : undefined) ?? this;
  }

  private describe(message: string): string {
    const { subject, logGroupName, plan } = this.context;
    return describeAlarm(this, { subject, message, logGroupName, runbookUrl: plan.runbookUrl });
  }

  private wire(sketch: AlarmSketch): NotifyingAlarm {
    return this.noted(sketch.severity, wireAlarm(this, this.context.plan, sketch));
  }

  private noted(severity: AlarmSeverity, { alarm, topic }: WiredAlarm): NotifyingAlarm {
    if (topic) this.notified[severity] ??= topic;
    return alarm;
  }

  /** The prop of the alarm, for people. */
  private propOf<O extends AnyObserved>({ kind, belongsTo }: AlarmKind<O>): string {
    return `${(belongsTo === 'front' && this.context.frontProp) || 'alarms'}.${kind}`;
  }

  /** A tuning by a scope is for those that have such an alarm; one by the function or source itself is for this one. */
  private checkUnexpected<O extends AnyObserved>(kind: AlarmKind<O>): void {
    if (this.context.expected.includes(kind.kind))
      refuse(
        this.owner,
        `'${this.propOf(kind)}' must have something to watch, got a tuning where there is no such metric or queue; remove it`,
      );
  }
}
