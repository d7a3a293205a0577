import { HardeningRequirement } from './profile-settings';

/**
 * A requirement of the profile that a function does not meet, with the reason.
 *
 * @example
 * Waiver.vpc('calls public AWS endpoints only, see ADR 12');
 */
export class Waiver {
  /**
   * The function is in no VPC.
   *
   * @param reason why, kept in the template's metadata
   */
  public static vpc(reason: string): Waiver {
    return new Waiver(HardeningRequirement.VPC, reason);
  }

  /**
   * The function reserves no concurrency.
   *
   * @param reason why, kept in the template's metadata
   */
  public static reservedConcurrency(reason: string): Waiver {
    return new Waiver(HardeningRequirement.RESERVED_CONCURRENCY, reason);
  }

  /** @internal */
  private constructor(
    public readonly _requirement: HardeningRequirement,
    public readonly _reason: string,
  ) {}
}
