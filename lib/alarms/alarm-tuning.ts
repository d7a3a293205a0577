import { type Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../core/errors';
import { checkWholeNumber } from '../core/ranges';
import { checkReason } from '../core/reasons';
import { withoutUndefined } from '../core/without-undefined';
import type { AlarmSeverity } from './alarm-severity';

/** When an alarm rings, and how urgent it is. What is left out keeps the alarm's default. */
export interface AlarmWindowOptions {
  /**
   * Over what time the metric is gathered: 10 or 30 seconds, or a multiple of a minute.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * How many periods are looked at. All of them together last at most a day, or a week where a period is an hour or
   * more.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of them must be above the threshold.
   *
   * @default - all of `evaluationPeriods`
   */
  readonly datapointsToAlarm?: number;

  /**
   * Which of `AlarmActions.bySeverity` the alarm takes.
   *
   * @default - critical where events are lost or soon will be, else warning
   */
  readonly severity?: AlarmSeverity;
}

/** When an alarm on a count or a level rings. */
export interface AlarmThresholdOptions extends AlarmWindowOptions {
  /**
   * The alarm rings above this value: a number of errors, throttles or events, or an age in seconds. At least 0.
   *
   * @default - 0; for the age of the oldest failed event ten days (864000 seconds)
   */
  readonly threshold?: number;
}

/** When an alarm on a share of the invocations rings. */
export interface AlarmRateOptions extends AlarmWindowOptions {
  /** The alarm rings above this share of the invocations, in percent: more than 0, less than 100. */
  readonly percent: number;

  /**
   * Below this number of invocations in a period the share is taken for 0, so that one failure of one does not ring.
   *
   * @default 1
   */
  readonly minimumInvocations?: number;
}

/** @internal */
export type TuningChoice =
  | ({ readonly kind: 'threshold' } & AlarmThresholdOptions)
  | ({ readonly kind: 'rate' } & AlarmRateOptions)
  | { readonly kind: 'none'; readonly reason: string };

/**
 * How one alarm of a function is tuned, or why it is left out.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 *
 * @example
 * AlarmTuning.threshold({ threshold: 5, period: cdk.Duration.minutes(1), evaluationPeriods: 3 });
 */
export class AlarmTuning {
  /** Rings above a count or a level. */
  public static threshold(options: AlarmThresholdOptions): AlarmTuning {
    return new AlarmTuning({ ...options, kind: 'threshold' });
  }

  /** Rings above a share of the invocations; for `errors` only. */
  public static rate(options: AlarmRateOptions): AlarmTuning {
    return new AlarmTuning({ ...options, kind: 'rate' });
  }

  /**
   * Leaves the alarm out.
   *
   * @param reason why, kept in the template's metadata
   */
  public static none(reason: string): AlarmTuning {
    return new AlarmTuning({ kind: 'none', reason });
  }

  /** @internal */
  private constructor(public readonly _choice: TuningChoice) {}
}

const DAY = 24 * 3600;

/**
 * How the alarms are tuned, by their kind.
 *
 * @internal
 */
export function checkTunings(scope: IConstruct, prop: string, tunings: object): Record<string, TuningChoice> {
  const choices = Object.entries(withoutUndefined(tunings)).map(
    ([kind, tuning]) => [kind, choiceOf(scope, `${prop}.${kind}`, tuning)] as const,
  );
  return Object.fromEntries(choices);
}

function choiceOf(scope: IConstruct, prop: string, tuning: unknown): TuningChoice {
  if (!(tuning instanceof AlarmTuning)) {
    refuse(scope, `'${prop}' must be a tuning, got ${got(tuning)}; pass AlarmTuning.threshold(...), or AlarmTuning.none(reason)`);
  }
  checkTuning(scope, prop, tuning._choice);
  return tuning._choice;
}

function checkTuning(scope: IConstruct, prop: string, tuning: TuningChoice): void {
  if (tuning.kind === 'none') {
    checkReason(scope, `${prop}: AlarmTuning.none`, tuning.reason);
    return;
  }
  if (tuning.kind === 'threshold') checkThreshold(scope, prop, tuning.threshold);
  if (tuning.kind === 'rate') checkRate(scope, prop, tuning);
  checkWindow(scope, prop, tuning);
}

function checkThreshold(scope: IConstruct, prop: string, threshold: number | undefined): void {
  if (threshold === undefined || Token.isUnresolved(threshold) || (Number.isFinite(threshold) && threshold >= 0)) return;
  refuse(scope, `'${prop}.threshold' must be a number of at least 0, got ${threshold}; the alarm rings above it`);
}

function checkRate(scope: IConstruct, prop: string, { percent, minimumInvocations }: AlarmRateOptions): void {
  if (!Token.isUnresolved(percent) && !(percent > 0 && percent < 100)) {
    refuse(scope, `'${prop}.percent' must be more than 0 and less than 100, got ${percent}; for any error at all leave the rate out`);
  }
  checkWholeNumber(scope, `${prop}.minimumInvocations`, minimumInvocations, { min: 1 });
}

function checkWindow(scope: IConstruct, prop: string, window: AlarmWindowOptions): void {
  const seconds = window.period?.isUnresolved() ? undefined : window.period?.toMilliseconds({ integral: false });
  const period = (seconds ?? 300_000) / 1000;
  if (period !== 10 && period !== 30 && (period <= 0 || period % 60 !== 0)) {
    refuse(scope, `'${prop}.period' must be 10 or 30 seconds or a multiple of a minute, got ${period} seconds; CloudWatch knows no other`);
  }
  const periods = window.evaluationPeriods ?? 1;
  checkWholeNumber(scope, `${prop}.evaluationPeriods`, periods, { min: 1 });
  checkWholeNumber(scope, `${prop}.datapointsToAlarm`, window.datapointsToAlarm, {
    min: 1,
    max: Token.isUnresolved(periods) ? undefined : periods,
    fix: `raise 'evaluationPeriods' with it`,
  });
  const longest = period >= 3600 ? 7 * DAY : DAY;
  if (!Token.isUnresolved(periods) && period * periods > longest) {
    refuse(
      scope,
      `'${prop}.evaluationPeriods' must last at most ${longest / DAY} day(s) together, got ${periods} of ${period} seconds; lower one of them`,
    );
  }
}
