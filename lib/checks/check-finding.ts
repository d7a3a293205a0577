import type { CheckSeverity } from './check-level';

/**
 * A place in a template that will hurt.
 */
export interface CheckFinding {
  /** By which it is acknowledged, as in `HardenedLambda::SqsVisibilityTimeout`. */
  readonly ruleId: string;

  /** How much it weighs. */
  readonly severity: CheckSeverity;

  /** What is wrong here: the property in quotes, the rule, what was got. */
  readonly message: string;

  /** What happens if it stays. */
  readonly impact: string;

  /** How it is mended. */
  readonly fix: string;

  /** The page of AWS about it. */
  readonly docsUrl: string;

  /** The resource in the template. */
  readonly logicalId: string;

  /**
   * The property of the resource, as in `RedrivePolicy.maxReceiveCount`.
   *
   * @default - the resource as a whole, or something that is not there
   */
  readonly property?: string;

  /**
   * Where the CDK made the resource, as in `Shop/Orders/Resource`.
   *
   * @default - not known
   */
  readonly constructPath?: string;

  /**
   * The function that it hurts.
   *
   * @default - none in particular
   */
  readonly functionName?: string;
}
