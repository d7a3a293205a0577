import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { checkOptionsOf } from '../core/input/option-names';
import type { AlarmSeverity } from './alarm-severity';

/** When an alarm goes into ALARM, and how urgent it is. What is omitted keeps the default of the alarm. */
export interface AlarmWindowOptions {
  /**
   * Over what time the metric is aggregated: a multiple of a minute, since Lambda, SQS and API Gateway publish once a minute.
   *
   * @default Duration.minutes(5)
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
   */
  readonly period?: Duration;

  /**
   * How many periods are evaluated: at least 1. Together they last at most a day, or a week where a period is an hour or more.
   *
   * @default - 1; 3 for `throttles` and `pollingErrors` and `latency`, 6 for `stoppedReader`
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of them must be above the threshold: 1 to `evaluationPeriods`.
   *
   * @default - all of `evaluationPeriods`
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
   */
  readonly datapointsToAlarm?: number;

  /**
   * Which of `AlarmActions.bySeverity` the alarm notifies.
   *
   * @default - critical where events are lost or soon will be, else warning
   */
  readonly severity?: AlarmSeverity;

  /**
   * What a period without data means. Lambda publishes most counts only with invocations or failures.
   *
   * @default TreatMissingData.NOT_BREACHING
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   */
  readonly treatMissingData?: cloudwatch.TreatMissingData;
}

/** When an alarm on a count or a level goes into ALARM. */
export interface AlarmThresholdOptions extends AlarmWindowOptions {
  /**
   * The alarm fires above this value: a number of errors, throttles or events, an age in seconds, or a latency in milliseconds. At least 0.
   *
   * @default - 0 for counts; see the alarm for others
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  readonly threshold?: number;

  /**
   * How the metric is aggregated over a period: `cloudwatch.Stats.AVERAGE`, a percentile such as `p99` or `p99.9`, or
   * another statistic of CloudWatch. A level such as an age or a number of messages can't be summed.
   *
   * @default - Sum for counts, p99 for `latency` of an API, Maximum for other levels
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
   */
  readonly statistic?: string;
}

/** When an alarm on a share of the invocations, or of the requests of a front, goes into ALARM. */
export interface AlarmRateOptions extends AlarmWindowOptions {
  /** The alarm fires above this share of the invocations or requests, in percent: more than 0, less than 100. */
  readonly percent: number;

  /**
   * With fewer invocations or requests in a period the share counts as 0, so that one failure of one invocation does not fire.
   *
   * @default 1
   */
  readonly minimumInvocations?: number;
}

/** @internal */
export type TuningChoice =
  | ({ readonly kind: 'threshold' } & AlarmThresholdOptions)
  | ({ readonly kind: 'rate' } & AlarmRateOptions)
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'fleet' };

/**
 * How one alarm is tuned, or why it is disabled.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 *
 * @example
 * AlarmTuning.threshold({ threshold: 5, period: cdk.Duration.minutes(1), evaluationPeriods: 3 });
 */
export class AlarmTuning {
  /** Fires above a count or a level. */
  public static threshold(options: AlarmThresholdOptions): AlarmTuning {
    checkOptionsOf('AlarmTuning.threshold', options, 'threshold');
    return new AlarmTuning({ ...options, kind: 'threshold' });
  }

  /** Fires above a share of the invocations or requests; for `errors` of a function, and `serverErrors` and `clientErrors` of a front. */
  public static rate(options: AlarmRateOptions): AlarmTuning {
    checkOptionsOf('AlarmTuning.rate', options, 'percent');
    return new AlarmTuning({ ...options, kind: 'rate' });
  }

  /**
   * Disables the alarm.
   *
   * @param reason why, kept in the template's metadata
   */
  public static none(reason: string): AlarmTuning {
    return new AlarmTuning({ kind: 'none', reason });
  }

  /**
   * Leaves the alarm to `FleetAlarms`, which watches the metric of every function of the account and region. For `errors`,
   * `throttles`, `failedEvents`, `undeliveredEvents` and `storedEvents` of a function, and `undeliveredBatches` of an event source.
   *
   * A stack in whose account and region the app has no `FleetAlarms` gets a warning, unless `HardenedFunctionDefaults` has
   * `fleetAlarms: FleetAlarms.elsewhere(reason)`.
   */
  public static byFleet(): AlarmTuning {
    return new AlarmTuning({ kind: 'fleet' });
  }

  /** @internal */
  private constructor(public readonly _choice: TuningChoice) {}
}
