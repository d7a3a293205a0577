import type { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { ProvisionedChoice } from './choices';

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
   * @default - as many as `min`
   */
  readonly max?: number;
}

/**
 * Environments that wait for invocations, so that those have no cold start. They are of the alias `live`, which the function
 * then has, and are paid for while nothing happens.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 *
 * @example
 * ProvisionedConcurrency.targetTracking({ min: 2, max: 20 });
 */
export class ProvisionedConcurrency {
  /** The same number at all times. */
  public static constant(environments: number): ProvisionedConcurrency {
    return new ProvisionedConcurrency({ kind: 'fixed', environments });
  }

  /** A number that follows the load, by Application Auto Scaling. */
  public static targetTracking(options: TargetTrackingOptions): ProvisionedConcurrency {
    return new ProvisionedConcurrency({ ...options, kind: 'targetTracking' });
  }

  /**
   * Numbers for times of the day or the week, by Application Auto Scaling.
   *
   * @param environments the number until the first schedule begins
   */
  public static scheduled(environments: number, ...schedules: ProvisionedSchedule[]): ProvisionedConcurrency {
    return new ProvisionedConcurrency({ kind: 'scheduled', environments, schedules });
  }

  /** @internal */
  private constructor(public readonly _choice: ProvisionedChoice) {}
}
