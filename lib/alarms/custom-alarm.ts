import { Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { isTooShort, SHORTEST_PERIOD } from '../core/aws/metric-periods';
import { checkGiven, got, refuse } from '../core/errors';
import { checkNames, checkOneOf } from '../core/input/option-names';
import { AlarmSeverity } from './alarm-severity';
import { EVENT_SOURCE_ALARMS, FRONT_ALARMS, FUNCTION_ALARMS } from './kinds';
import { checkPeriods } from './tuning-checks';
import type { AlarmSketch } from './wired-alarm';

/** The topics that the alarms of a function notify, by severity. A severity that notifies no topic is absent. */
export interface AlarmTopics {
  /** The topic for alarms that someone has to act on now. */
  readonly critical?: sns.ITopic;
  /** The topic for alarms that someone should look at during the day. */
  readonly warning?: sns.ITopic;
}

/** An alarm of yours on a function: on its p99 duration, or on a business metric. */
export interface CustomAlarmOptions {
  /**
   * What is watched, with its period and its statistic.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  readonly metric: cloudwatch.IMetric;

  /**
   * The value that the metric is compared with.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  readonly threshold: number;

  /** Why it fired and where to look first, in one or two sentences. The description adds the function, its logs and its runbook. */
  readonly message: string;

  /**
   * Which of `AlarmActions.bySeverity` the alarm notifies.
   *
   * @default AlarmSeverity.WARNING
   */
  readonly severity?: AlarmSeverity;

  /**
   * How the metric is compared with the threshold.
   *
   * @default ComparisonOperator.GREATER_THAN_THRESHOLD
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  readonly comparison?: cloudwatch.ComparisonOperator;

  /**
   * How many periods of the metric are evaluated: at least 1. Together they last at most a day, or a week where a period is an hour
   * or more.
   *
   * @default 1
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of them must breach the threshold: 1 to `evaluationPeriods`.
   *
   * @default - all of `evaluationPeriods`
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
   */
  readonly datapointsToAlarm?: number;

  /**
   * What a period without data means.
   *
   * @default TreatMissingData.NOT_BREACHING
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   */
  readonly treatMissingData?: cloudwatch.TreatMissingData;

  /**
   * Whether the metric is a level that somebody brings down, such as a number of open orders: `OkActions.GAUGES` then
   * notifies when it is over.
   *
   * @default false
   */
  readonly gauge?: boolean;
}

/** For languages that accept any name. */
const OPTIONS = {
  metric: true,
  threshold: true,
  message: true,
  severity: true,
  comparison: true,
  evaluationPeriods: true,
  datapointsToAlarm: true,
  treatMissingData: true,
  gauge: true,
} satisfies Record<keyof CustomAlarmOptions, true>;

const RESERVED: readonly string[] = [FUNCTION_ALARMS, EVENT_SOURCE_ALARMS, FRONT_ALARMS].flatMap((kinds) =>
  Object.values(kinds).map(({ id }) => id),
);

/**
 * The user's own alarm, checked.
 *
 * @internal
 */
export function customSketch(scope: Construct, id: string, options: CustomAlarmOptions): Omit<AlarmSketch, 'description'> {
  if (RESERVED.includes(id)) {
    refuse(
      scope,
      `'addAlarm' must have an id that no alarm of the library has, got '${id}'; tune that one with 'alarms', or pass another id`,
    );
  }
  checkGiven(scope, 'addAlarm: metric', options?.metric, `fn.metricDuration({ statistic: 'p99' })`);
  checkNames(scope, 'addAlarm', options, OPTIONS);
  checkGiven(scope, 'addAlarm: threshold', options.threshold, '3000');
  if (!Token.isUnresolved(options.threshold) && !Number.isFinite(options.threshold))
    refuse(scope, `'addAlarm: threshold' must be a number, got ${got(options.threshold)}; pass the value to compare with`);
  checkKinds(scope, options);
  checkMessage(scope, options.message);
  checkMetricPeriods(scope, options.metric);
  checkPeriods(scope, 'addAlarm', { ...options, period: options.metric.toMetricConfig().metricStat?.period });
  const { metric, threshold, severity, comparison, evaluationPeriods, datapointsToAlarm, treatMissingData } = options;
  return {
    id,
    metric,
    threshold,
    severity: severity ?? AlarmSeverity.WARNING,
    comparison,
    evaluationPeriods,
    datapointsToAlarm,
    treatMissingData,
    isGauge: options.gauge ?? false,
  };
}

function checkKinds(scope: Construct, { metric, severity, comparison, treatMissingData, gauge }: CustomAlarmOptions): void {
  if (typeof metric.toMetricConfig !== 'function')
    refuse(scope, `'addAlarm: metric' must be a metric, got ${got(metric)}; pass for example fn.metricDuration({ statistic: 'p99' })`);
  checkOneOf(scope, 'addAlarm: severity', severity, { AlarmSeverity });
  checkOneOf(scope, 'addAlarm: comparison', comparison, { ComparisonOperator: cloudwatch.ComparisonOperator });
  checkOneOf(scope, 'addAlarm: treatMissingData', treatMissingData, { TreatMissingData: cloudwatch.TreatMissingData });
  if (gauge !== undefined && gauge !== null && typeof gauge !== 'boolean')
    refuse(scope, `'addAlarm: gauge' must be true or false, got ${got(gauge)}; pass true or omit it`);
}

/** Of a metric, or of each in an expression. */
function checkMetricPeriods(scope: Construct, metric: cloudwatch.IMetric): void {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  for (const used of Object.values(mathExpression?.usingMetrics ?? {})) checkMetricPeriods(scope, used);
  const { period, namespace, metricName } = metricStat ?? {};
  if (!period || period.isUnresolved() || !isTooShort(namespace, period.toSeconds())) return;
  refuse(
    scope,
    `'addAlarm: metric' must have a period of at least ${SHORTEST_PERIOD} seconds for ${metricName}, got ${period.toSeconds()}; Lambda and SQS publish their metrics once a minute`,
  );
}

const LONGEST = 400;

function checkMessage(scope: Construct, message: string): void {
  if (Token.isUnresolved(message) || (typeof message === 'string' && message.trim() !== '' && message.length <= LONGEST)) return;
  const was = typeof message === 'string' && message.length > LONGEST ? `${message.length}` : got(message);
  refuse(scope, `'addAlarm: message' must be 1 to ${LONGEST} characters, got ${was}; write why the alarm fired and where to look first`);
}
