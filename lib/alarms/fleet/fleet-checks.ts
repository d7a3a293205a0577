import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkGiven, got, refuse } from '../../core/errors';
import { checkNames } from '../../core/input/option-names';
import { checkWholeNumber } from '../../core/input/ranges';
import type { TuningChoice } from '../alarm-tuning';
import { checkLevelStatistic, type TuningChoices } from '../tuning-checks';
import type { FleetAlarmsProps, FleetTag } from './fleet-alarms-props';
import { FLEET_ALARMS, type FleetAlarmKey } from './fleet-kinds';

/** @internal */
export function checkFleetProps(
  scope: IConstruct,
  { alarmActions, concurrencyQuota, concurrencyPercent, splitBy }: Partial<FleetAlarmsProps>,
): void {
  checkGiven(scope, 'alarmActions', alarmActions, "AlarmActions.email('ops@example.com')");
  checkWholeNumber(scope, 'concurrencyQuota', concurrencyQuota, { min: 1, fix: "pass the account's quota of concurrent executions" });
  checkPercent(scope, concurrencyPercent);
  checkKnown(scope, 'concurrencyQuota', concurrencyQuota);
  checkKnown(scope, 'concurrencyPercent', concurrencyPercent);
  if (splitBy !== undefined) checkTag(scope, splitBy);
}

function checkPercent(scope: IConstruct, percent: number | undefined): void {
  if (percent === undefined || Token.isUnresolved(percent) || (Number.isFinite(percent) && percent > 0 && percent <= 100)) return;
  refuse(scope, `'concurrencyPercent' must be more than 0 and at most 100, got ${got(percent)}; pass for example 90`);
}

/** CloudFormation can't multiply. */
function checkKnown(scope: IConstruct, prop: string, value: number | undefined): void {
  if (!Token.isUnresolved(value)) return;
  refuse(
    scope,
    `'${prop}' must be known at synthesis, got a token, with which no threshold can be computed; pass a number, or the threshold with ` +
      `'alarms: { claimedConcurrency: AlarmTuning.threshold({ threshold }) }'`,
  );
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;
/** The default quota of alarms on queries in a region. */
const MOST_ALARMS = 200;
const ALARMS_OF_A_VALUE = 5;

/** TypeScript holds the list to the interface. */
const TAG_OPTIONS: { readonly [option in keyof FleetTag]: true } = { key: true, values: true };

function checkTag(scope: IConstruct, tag: FleetTag): void {
  checkNames(scope, 'splitBy', tag, TAG_OPTIONS);
  const { key, values } = tag;
  checkText(scope, 'splitBy.key', key, KEY, 'the key of a tag: 1 to 128 letters, digits, spaces and _.:/=+-@');
  const most = MOST_ALARMS / ALARMS_OF_A_VALUE;
  if (Token.isUnresolved(values)) {
    refuse(
      scope,
      `'splitBy.values' must be a list that is known at synthesis, got a token: each value has ${ALARMS_OF_A_VALUE} alarms; pass the values`,
    );
  }
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
  for (const [key, tuning] of Object.entries(tunings)) if (tuning) checkFleetTuning(scope, key as FleetAlarmKey, tuning);
}

function checkFleetTuning(scope: IConstruct, key: FleetAlarmKey, tuning: TuningChoice): void {
  const prop = `alarms.${key}`;
  if (tuning.kind === 'fleet') {
    refuse(scope, `'${prop}' must not be 'AlarmTuning.byFleet()' in 'FleetAlarms', which is the fleet's alarm itself; remove it`);
  }
  if (tuning.kind === 'rate') refuse(scope, `'${prop}' must have a threshold, got a rate; pass 'AlarmTuning.threshold(...)'`);
  if (tuning.kind === 'none') return;
  if (key === 'claimedConcurrency') {
    checkLevelStatistic(scope, prop, tuning.statistic);
    return;
  }
  if (tuning.statistic !== undefined) {
    refuse(scope, `'${prop}.statistic' must be omitted, got ${got(tuning.statistic)}: the query sums the count; remove it`);
  }
  const { period, evaluationPeriods = FLEET_ALARMS[key].evaluationPeriods ?? 1 } = tuning;
  const seconds = (period === undefined || period.isUnresolved() ? PERIOD : period.toSeconds()) * evaluationPeriods;
  if (!Token.isUnresolved(evaluationPeriods) && seconds > LONGEST) {
    refuse(
      scope,
      `'${prop}.evaluationPeriods' must last at most 3 hours together, got ${seconds / 3600} hours; CloudWatch evaluates the last 3 hours of a query`,
    );
  }
}
