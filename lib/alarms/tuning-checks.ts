import { type Duration, Token } from 'aws-cdk-lib';
import { Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../core/errors';
import { checkObject } from '../core/input/kind-checks';
import { nearest } from '../core/input/nearest';
import { checkNames, checkOneOf } from '../core/input/option-names';
import { checkDuration, checkWholeNumber } from '../core/input/ranges';
import { checkReason } from '../core/input/reasons';
import { withoutUndefined } from '../core/without-undefined';
import { AlarmSeverity } from './alarm-severity';
import { type AlarmRateOptions, type AlarmThresholdOptions, AlarmTuning, type AlarmWindowOptions, type TuningChoice } from './alarm-tuning';

/** How alarms are tuned, by their kind. @internal */
export type TuningChoices = Readonly<Record<string, TuningChoice | undefined>>;

/** What an alarm has where its tuning omits it. @internal */
export type DefaultWindow = Pick<AlarmWindowOptions, 'period' | 'evaluationPeriods'>;

/**
 * How the alarms are tuned: each under a name that exists, by a tuning that CloudWatch accepts.
 *
 * @internal
 */
export function checkTunings(
  scope: IConstruct,
  prop: string,
  tunings: object,
  kinds: Readonly<Record<string, DefaultWindow>>,
): TuningChoices {
  checkObject(scope, prop, tunings, `pass for example { ${Object.keys(kinds)[0]}: AlarmTuning.threshold(...) }`);
  const choices = Object.entries(withoutUndefined(tunings)).map(([kind, tuning]) => {
    if (!Object.hasOwn(kinds, kind)) refuseName(scope, prop, kind, Object.keys(kinds));
    return [kind, choiceOf(scope, `${prop}.${kind}`, tuning, kinds[kind])] as const;
  });
  return Object.fromEntries(choices);
}

function refuseName(scope: IConstruct, prop: string, kind: string, names: readonly string[]): never {
  const suggested = nearest(kind, names);
  refuse(
    scope,
    `'${prop}' must name alarms, got ${JSON.stringify(kind)}; ${suggested === undefined ? `use one of ${names.join(', ')}` : `did you mean '${suggested}'`}`,
  );
}

function choiceOf(scope: IConstruct, prop: string, tuning: unknown, defaults: DefaultWindow): TuningChoice {
  if (!(tuning instanceof AlarmTuning)) {
    refuse(scope, `'${prop}' must be a tuning, got ${got(tuning)}; pass AlarmTuning.threshold(...), or AlarmTuning.none(reason)`);
  }
  checkTuning(scope, prop, tuning._choice, defaults);
  return tuning._choice;
}

/** The names of the options. TypeScript holds the lists to the interfaces. */
const WINDOW: { readonly [option in keyof Required<AlarmWindowOptions>]: true } = {
  period: true,
  evaluationPeriods: true,
  datapointsToAlarm: true,
  severity: true,
  treatMissingData: true,
};
const THRESHOLD: { readonly [option in keyof Required<AlarmThresholdOptions>]: true } = { threshold: true, statistic: true, ...WINDOW };
const RATE: { readonly [option in keyof Required<AlarmRateOptions>]: true } = { percent: true, minimumInvocations: true, ...WINDOW };

function checkTuning(scope: IConstruct, prop: string, tuning: TuningChoice, { period, evaluationPeriods }: DefaultWindow): void {
  if (tuning.kind === 'none') {
    checkReason(scope, `${prop}: AlarmTuning.none`, tuning.reason);
    return;
  }
  if (tuning.kind === 'fleet') {
    checkWatchedByFleet(scope, prop);
    return;
  }
  const { kind, ...options } = tuning;
  checkNames(scope, `${prop}: AlarmTuning.${kind}`, options, kind === 'rate' ? RATE : THRESHOLD);
  if (tuning.kind === 'threshold') checkThreshold(scope, prop, tuning);
  if (tuning.kind === 'rate') checkRate(scope, prop, tuning);
  checkPeriod(scope, prop, tuning.period);
  checkOneOf(scope, `${prop}.severity`, tuning.severity, { AlarmSeverity });
  checkOneOf(scope, `${prop}.treatMissingData`, tuning.treatMissingData, { TreatMissingData });
  checkPeriods(scope, prop, { period, evaluationPeriods, ...withoutUndefined<AlarmWindowOptions>(tuning) });
}

/** What `FleetAlarms` notifies of as well. @internal */
export const WATCHED_BY_FLEET: readonly string[] = [
  'errors',
  'throttles',
  'failedEvents',
  'undeliveredEvents',
  'storedEvents',
  'undeliveredBatches',
];

function checkWatchedByFleet(scope: IConstruct, prop: string): void {
  const [, name] = prop.split('.');
  if (WATCHED_BY_FLEET.includes(name)) return;
  refuse(
    scope,
    `'${prop}' must not be 'AlarmTuning.byFleet()', got it for an alarm whose metric 'FleetAlarms' does not watch; pass 'AlarmTuning.none(reason)'`,
  );
}

function checkThreshold(scope: IConstruct, prop: string, { threshold, statistic }: AlarmThresholdOptions): void {
  if (threshold !== undefined && !Token.isUnresolved(threshold) && !(Number.isFinite(threshold) && threshold >= 0)) {
    refuse(scope, `'${prop}.threshold' must be a number of at least 0, got ${threshold}; the alarm fires above it`);
  }
  checkStatistic(scope, prop, statistic);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
const PERCENT = String.raw`(100(\.0{1,10})?|\d{1,2}(\.\d{1,10})?)`;
const BOUND = String.raw`(\d+(\.\d+)?%?)?`;
const STATISTIC = new RegExp(
  `^(Average|Minimum|Maximum|Sum|SampleCount|IQM|(p|tm|tc|ts|wm)${PERCENT}|(PR|TM|TC|TS|WM)\\((?=[^)]*\\d)${BOUND}:${BOUND}\\))$`,
);

function checkStatistic(scope: IConstruct, prop: string, statistic: string | undefined): void {
  if (statistic === undefined || Token.isUnresolved(statistic) || (typeof statistic === 'string' && STATISTIC.test(statistic))) return;
  refuse(
    scope,
    `'${prop}.statistic' must be a statistic of CloudWatch, got ${got(statistic)}; write for example cloudwatch.Stats.AVERAGE or 'p99.9'`,
  );
}

/** @internal */
export function checkLevelStatistic(scope: IConstruct, prop: string, statistic: string | undefined): void {
  if (statistic !== Stats.SUM && statistic !== Stats.SAMPLE_COUNT) return;
  refuse(
    scope,
    `'${prop}.statistic' must fit a level, got ${statistic}, which adds up or counts its samples; pass 'Maximum', 'Average' or a percentile`,
  );
}

function checkRate(scope: IConstruct, prop: string, { percent, minimumInvocations }: AlarmRateOptions): void {
  if (!Token.isUnresolved(percent) && !(percent > 0 && percent < 100)) {
    refuse(scope, `'${prop}.percent' must be more than 0 and less than 100, got ${percent}; to alarm on any error omit the rate`);
  }
  checkWholeNumber(scope, `${prop}.minimumInvocations`, minimumInvocations, { min: 1 });
}

function checkPeriod(scope: IConstruct, prop: string, period: Duration | undefined): void {
  checkDuration(scope, `${prop}.period`, period);
  const seconds = secondsIn(period);
  if (seconds > 0 && seconds % 60 === 0) return;
  refuse(
    scope,
    `'${prop}.period' must be a multiple of a minute, got ${seconds} seconds; Lambda and SQS publish their metrics once a minute`,
  );
}

const secondsIn = (period: Duration | undefined): number =>
  period === undefined || period.isUnresolved() ? 300 : period.toMilliseconds({ integral: false }) / 1000;

const DAY = 24 * 3600;

/**
 * How many periods are evaluated, and how long they last together.
 *
 * @internal
 */
export function checkPeriods(
  scope: IConstruct,
  prop: string,
  window: Pick<AlarmWindowOptions, 'period' | 'evaluationPeriods' | 'datapointsToAlarm'>,
): void {
  const period = secondsIn(window.period);
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

/**
 * Refuses a threshold that the metric never exceeds.
 *
 * @param most the highest value of the metric, such as an age at which records expire
 * @internal
 */
export function checkReach(scope: IConstruct, kind: string, threshold: number, most: number | undefined): void {
  if (most === undefined || Token.isUnresolved(threshold) || threshold < most) return;
  refuse(
    scope,
    `'alarms.${kind}.threshold' must be below ${most}, the highest value of the metric, got ${threshold}, so the alarm would never fire; lower it`,
  );
}
