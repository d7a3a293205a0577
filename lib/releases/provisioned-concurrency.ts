import type { ProvisionedChoice } from './choices';
import type { ProvisionedSchedule, TargetTrackingOptions } from './provisioned-options';

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
