import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkGiven, got, refuse } from '../../core/errors';
import { checkWholeNumber } from '../../core/ranges';
import type { TuningChoice } from '../alarm-tuning';
import type { TuningChoices } from '../tuning-checks';
import type { FleetAlarmsProps, FleetTag } from './fleet-alarms-props';

/** @internal */
export function checkFleetProps(
  scope: IConstruct,
  { alarmActions, concurrencyQuota, concurrencyPercent, splitBy }: FleetAlarmsProps,
): void {
  checkGiven(scope, 'alarmActions', alarmActions, "AlarmActions.email('ops@example.com')");
  checkWholeNumber(scope, 'concurrencyQuota', concurrencyQuota, { min: 1, fix: "pass the account's quota of concurrent executions" });
  checkPercent(scope, concurrencyPercent);
  if (splitBy) checkTag(scope, splitBy);
}

function checkPercent(scope: IConstruct, percent: number | undefined): void {
  if (percent === undefined || Token.isUnresolved(percent) || (percent > 0 && percent <= 100)) return;
  refuse(scope, `'concurrencyPercent' must be more than 0 and at most 100, got ${percent}; pass for example 90`);
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;
/** The default quota of alarms on queries in a region. */
const MOST_ALARMS = 200;
const ALARMS_OF_A_VALUE = 5;

function checkTag(scope: IConstruct, { key, values }: FleetTag): void {
  checkText(scope, 'splitBy.key', key, KEY, 'the key of a tag: 1 to 128 letters, digits, spaces and _.:/=+-@');
  const most = MOST_ALARMS / ALARMS_OF_A_VALUE;
  if (!Array.isArray(values) || values.length === 0 || values.length > most) {
    refuse(
      scope,
      `'splitBy.values' must have 1 to ${most} values, got ${Array.isArray(values) ? values.length : got(values)}; each has ${ALARMS_OF_A_VALUE} alarms, and CloudWatch has ${MOST_ALARMS} alarms on queries in a region`,
    );
  }
  for (const value of values)
    checkText(scope, 'splitBy.values', value, VALUE, 'values of a tag: 1 to 256 letters, digits, spaces and _.:/=+-@');
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) refuse(scope, `'splitBy.values' must have each value once, got ${got(twice)} twice; remove one of them`);
}

function checkText(scope: IConstruct, prop: string, text: unknown, form: RegExp, rule: string): void {
  if (typeof text === 'string' && (Token.isUnresolved(text) || form.test(text))) return;
  refuse(scope, `'${prop}' must be ${rule}, got ${got(text)}; pass it as the functions have it`);
}

/** What the service limits: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html */
const LONGEST = 3 * 3600;
const PERIOD = 300;

/** An alarm on a query sums a count, over at most three hours. @internal */
export function checkFleetTunings(scope: IConstruct, tunings: TuningChoices): void {
  for (const [key, tuning] of Object.entries(tunings))
    if (tuning) checkFleetTuning(scope, `alarms.${key}`, tuning, key === 'claimedConcurrency');
}

function checkFleetTuning(scope: IConstruct, prop: string, tuning: TuningChoice, isLevel: boolean): void {
  if (tuning.kind === 'fleet') {
    refuse(scope, `'${prop}' must not be 'AlarmTuning.byFleet()' in 'FleetAlarms', which is the fleet's alarm itself; remove it`);
  }
  if (tuning.kind === 'rate') refuse(scope, `'${prop}' must have a threshold, got a rate; pass 'AlarmTuning.threshold(...)'`);
  if (tuning.kind === 'none' || isLevel) return;
  if (tuning.statistic !== undefined) {
    refuse(scope, `'${prop}.statistic' must be omitted, got ${got(tuning.statistic)}: the query sums the count; remove it`);
  }
  const { period, evaluationPeriods = 1 } = tuning;
  const seconds = (period === undefined || period.isUnresolved() ? PERIOD : period.toSeconds()) * evaluationPeriods;
  if (!Token.isUnresolved(evaluationPeriods) && seconds > LONGEST) {
    refuse(
      scope,
      `'${prop}.evaluationPeriods' must last at most 3 hours together, got ${seconds / 3600} hours; CloudWatch evaluates the last 3 hours of a query`,
    );
  }
}
