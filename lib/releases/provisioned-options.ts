import type { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';

/** How provisioned concurrency follows the load. */
export interface TargetTrackingOptions {
  /** The fewest environments that are kept: a whole number of at least 1. */
  readonly min: number;

  /** The most environments that are kept: a whole number of at least `min`, which is 1 or more. */
  readonly max: number;

  /**
   * The share of the environments that is in use on average: 0.1 to 0.9.
   *
   * @default 0.7
   */
  readonly utilization?: number;

  /**
   * Changes of the bounds at set times.
   *
   * @default - none: without invocations the number stays where it is, since the metric then has no data
   */
  readonly schedules?: ProvisionedSchedule[];
}

/** How many environments there are from a time on. */
export interface ProvisionedSchedule {
  /** When it begins: `appscaling.Schedule.cron({ minute: '0', hour: '8' })`. A cron schedule without `minute` runs every minute. */
  readonly at: Schedule;

  /** The fewest environments from then on: a whole number of at least 1. */
  readonly min: number;

  /**
   * The most environments from then on: a whole number of at least `min`, which is 1 or more.
   *
   * @default - as many as `min`; with target tracking the most that holds until then
   */
  readonly max?: number;
}
