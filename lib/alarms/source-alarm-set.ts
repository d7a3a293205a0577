import type { CfnResource } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { DEFAULTS } from '../core/defaults';
import { refuse } from '../core/errors';
import { recordWaiver } from '../core/reasons';
import { describeAlarm } from './alarm-description';
import type { AlarmPlan } from './alarm-plan';
import { checkTunings, type TuningChoice } from './alarm-tuning';
import { wireAlarm } from './alarm-wiring';
import type { EventSourceAlarms, EventSourceAlarmTunings, ObservedSource, SourceAlarmDefinition } from './source-alarm-definition';

/**
 * What holds for the alarms of a source: the plan of its function, and how the source itself tunes them.
 *
 * @internal
 */
export interface SourceAlarmPlan {
  readonly plan: AlarmPlan;
  readonly own?: EventSourceAlarmTunings;
  readonly logGroupName: string;
}

/**
 * The alarms of an event source, below its mapping.
 *
 * @internal
 */
export class SourceAlarmSet extends Construct {
  private readonly made: { -readonly [kind in keyof EventSourceAlarms]: EventSourceAlarms[kind] } = {};
  private readonly own: { readonly [kind: string]: TuningChoice };

  constructor(
    private readonly mapping: Construct,
    private readonly context: SourceAlarmPlan,
  ) {
    super(mapping, 'Alarms');
    this.own = checkTunings(this.mapping, 'alarms', context.own ?? {});
  }

  public get byKind(): EventSourceAlarms {
    return { ...this.made };
  }

  public make<W extends ObservedSource>(definitions: SourceAlarmDefinition<W>[], watched: W): this {
    for (const definition of definitions) this.makeOne(definition, watched);
    return this;
  }

  private makeOne<W extends ObservedSource>(definition: SourceAlarmDefinition<W>, watched: W): void {
    const { plan, logGroupName } = this.context;
    const tuning = this.own[definition.kind] ?? plan.sourceTunings[definition.kind];
    if (tuning?.kind === 'none') {
      recordWaiver(this.mapping.node.defaultChild as CfnResource, `alarms.${definition.kind}`, tuning.reason);
      return;
    }
    if (tuning?.kind === 'rate') this.refuseRate(definition.kind);
    const metric = definition.metric(watched, tuning?.period ?? DEFAULTS.alarmPeriod);
    if (metric === undefined) {
      this.checkUnexpected(definition.kind);
      return;
    }
    this.made[definition.kind] = wireAlarm(
      this,
      plan,
      {
        id: definition.id,
        metric,
        threshold: definition.threshold(watched),
        severity: definition.severity,
        isGauge: definition.isGauge(watched),
        description: describeAlarm(this, {
          subject: `${watched.live.node.path} (${watched.live.functionName}), reading ${watched.displayName}`,
          message: definition.message(watched),
          logGroupName,
          runbookUrl: plan.runbookUrl,
        }),
      },
      tuning,
    ).alarm;
  }

  private refuseRate(kind: string): never {
    refuse(
      this.mapping,
      `'alarms.${kind}' must have a threshold, got a rate, which only 'errors' of a function has; pass 'AlarmTuning.threshold(...)'`,
    );
  }

  /** A tuning by a scope is for those sources that have such an alarm; one by the source itself is for this one. */
  private checkUnexpected(kind: string): void {
    if (this.own[kind])
      refuse(this.mapping, `'alarms.${kind}' must have something to watch, got a tuning where this source has no such thing; leave it out`);
  }
}

/**
 * Whether an event source below has an alarm.
 *
 * @internal
 */
export const hasSourceAlarms = (fn: IConstruct): boolean =>
  fn.node.findAll().some((node) => node instanceof SourceAlarmSet && Object.keys(node.byKind).length > 0);
