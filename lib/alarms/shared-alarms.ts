import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import type { AlarmKey, AlarmKind } from './alarm-kind';
import type { TuningChoice } from './alarm-tuning';
import type { NotifyingAlarm } from './wired-alarm';

interface SharedAlarm {
  readonly alarm: NotifyingAlarm;
  readonly tuned: string;
  threshold: number;
}

/**
 * One alarm for each metric of a function or failure queue, however many event sources or functions need it.
 *
 * @internal
 */
export class SharedAlarms {
  private readonly byKind = new Map<AlarmKey, SharedAlarm>();

  /** What the alarm of the kind watches, where there is one. */
  public metricOf(kind: AlarmKey): cloudwatch.IMetric | undefined {
    return this.byKind.get(kind)?.alarm.metric;
  }

  /**
   * The alarm of the kind, made for the first that needs it. It has the highest of their thresholds, and all tune it alike, so
   * their order changes nothing.
   */
  public once(
    scope: IConstruct,
    { kind, belongsTo }: Pick<AlarmKind<never>, 'kind' | 'belongsTo'>,
    tuning: TuningChoice | undefined,
    threshold: number,
    make: () => NotifyingAlarm,
  ): NotifyingAlarm {
    const tuned = textOf(tuning);
    const shared = this.byKind.get(kind);
    if (shared === undefined) {
      const alarm = make();
      this.byKind.set(kind, { alarm, tuned, threshold });
      return alarm;
    }
    if (shared.tuned !== tuned) {
      refuse(
        scope,
        belongsTo === 'failureQueue'
          ? `'alarms.${kind}' must be tuned alike by all functions that share a failure queue, got different tunings; ` +
              `pass the same tuning to each, or 'FailureCapture.dedicatedQueue()' to this one`
          : `'alarms.${kind}' must be tuned alike by all event sources of a function, got different tunings, though the function has one such metric; ` +
              `pass the same tuning to each, or set it by 'sourceAlarms' of HardenedFunctionDefaults`,
      );
    }
    if (threshold > shared.threshold) {
      shared.threshold = threshold;
      (shared.alarm.node.defaultChild as cloudwatch.CfnAlarm).threshold = threshold;
    }
    return shared.alarm;
  }
}

/** What is set, in a form that can be compared. */
function textOf(tuning: TuningChoice | undefined): string {
  if (tuning?.kind !== 'threshold') return '';
  const { period, ...settings } = tuning;
  const values = { ...settings, seconds: period?.isUnresolved() ? String(period) : period?.toSeconds() };
  return JSON.stringify(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .sort(),
  );
}
