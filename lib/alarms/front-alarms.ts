import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmTuning } from './alarm-tuning';

/** The alarms of a front, by their cause. One that is disabled is absent. */
export interface FrontAlarms {
  /** Callers got a server error. */
  readonly serverErrors?: cloudwatch.Alarm;
  /** Callers got client errors. Made only where it is tuned. */
  readonly clientErrors?: cloudwatch.Alarm;
  /** Callers wait too long. */
  readonly latency?: cloudwatch.Alarm;
}

/** How the alarms of a front are tuned: of an API, a function URL or a distribution. */
export interface FrontAlarmTunings {
  /**
   * Callers got a server error (5xx). Tune it by a count or by a rate: `AlarmTuning.rate({ percent: 1, minimumInvocations: 100 })`.
   *
   * @default - more than 0 in 5 minutes
   */
  readonly serverErrors?: AlarmTuning;

  /**
   * Callers got client errors (4xx): also those who were throttled, and those who may not call. Tune it by a rate:
   * `AlarmTuning.rate({ percent: 20, minimumInvocations: 100 })`.
   *
   * @default - none, since callers cause them; a tuning makes the alarm
   */
  readonly clientErrors?: AlarmTuning;

  /**
   * Callers wait too long, in milliseconds.
   *
   * @default - the p99 above 5,000 ms in each of three periods of 5 minutes in a row; of a function URL the average, since AWS documents no
   * percentiles of its latency. None for a distribution, and where responses are streamed
   */
  readonly latency?: AlarmTuning;
}
