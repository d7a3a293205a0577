import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmActions } from '../actions/alarm-actions';
import type { OkActions } from '../actions/ok-actions';
import type { AlarmTuning } from '../alarm-tuning';

/** How fleet alarms are tuned. */
export interface FleetAlarmTunings {
  /**
   * Invocations of a function failed.
   *
   * @default - more than 0 errors in 5 minutes
   */
  readonly errors?: AlarmTuning;

  /**
   * Invocations of a function were throttled again and again.
   *
   * @default - more than 0 throttles in each of three periods of 5 minutes
   */
  readonly throttles?: AlarmTuning;

  /**
   * A failed event or batch of a function could not be delivered to its destination.
   *
   * @default - more than 0 in 5 minutes
   */
  readonly undeliveredEvents?: AlarmTuning;

  /**
   * A failed event of a function could not be delivered to its dead-letter target.
   *
   * @default - more than 0 in 5 minutes
   */
  readonly undeliveredDeadLetters?: AlarmTuning;

  /**
   * An asynchronous event of a function failed after all retries.
   *
   * @default - more than 0 events in 5 minutes that Lambda dropped or sent to the failure target
   */
  readonly droppedEvents?: AlarmTuning;

  /**
   * The functions claim nearly all concurrent executions of the account.
   *
   * @default - more than `concurrencyPercent` of `concurrencyQuota`, in 10 of 10 minutes
   */
  readonly claimedConcurrency?: AlarmTuning;
}

/** The functions that have one of these values of a tag. */
export interface FleetTag {
  /**
   * The key of the tag: 1 to 128 characters.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
   */
  readonly key: string;

  /** The values, each with its own alarms: at least one; each once. Functions with another value, or without the tag, are not watched. */
  readonly values: string[];
}

/** What fleet alarms watch, and who is notified. */
export interface FleetAlarmsProps {
  /**
   * Who is notified.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly alarmActions: AlarmActions;

  /**
   * The quota of concurrent executions of the account in this region, which Lambda publishes as no metric: at least 1.
   *
   * @default 1000, Lambda's default
   * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  readonly concurrencyQuota?: number;

  /**
   * The share of the quota above which the alarm on claimed concurrency fires, in percent: more than 0, at most 100. With 100 it
   * fires when all of it is claimed.
   *
   * @default 90
   */
  readonly concurrencyPercent?: number;

  /**
   * Divides the functions by a tag: one set of alarms for each value. For accounts with more functions than CloudWatch
   * evaluates in one query (10,000), or with a team for each value. The account must have "resource tags on telemetry" enabled
   * in the settings of CloudWatch.
   *
   * @default - one set of alarms for all functions
   */
  readonly splitBy?: FleetTag;

  /**
   * How the alarms are tuned, or disabled. An alarm on a query takes no statistic and no rate, and evaluates at most three hours.
   *
   * @default - see each alarm
   */
  readonly alarms?: FleetAlarmTunings;

  /**
   * Which alarms also notify when they are over.
   *
   * @default OkActions.GAUGES: the alarm on claimed concurrency
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly okActions?: OkActions;

  /**
   * The page that the person on call should open.
   *
   * @default - none
   */
  readonly runbookUrl?: string;
}

/** The fleet alarms by their cause. With `splitBy`, those of the first value. One that is disabled is absent. */
export interface FleetAlarmMap {
  /** Invocations of a function failed. */
  readonly errors?: cloudwatch.Alarm;
  /** Invocations of a function were throttled. */
  readonly throttles?: cloudwatch.Alarm;
  /** A failed event or batch of a function could not be delivered to its destination, and is lost. */
  readonly undeliveredEvents?: cloudwatch.Alarm;
  /** A failed event of a function could not be delivered to its dead-letter target, and is lost. */
  readonly undeliveredDeadLetters?: cloudwatch.Alarm;
  /** An asynchronous event of a function failed after all retries. */
  readonly droppedEvents?: cloudwatch.Alarm;
  /** The functions claim nearly all concurrent executions of the account. */
  readonly claimedConcurrency?: cloudwatch.Alarm;
}
