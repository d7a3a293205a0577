import type { CheckSeverity } from './check-severity';

/**
 * A place in a template at which a rule is broken.
 */
export interface CheckFinding {
  /** The id that acknowledges it, such as `HardenedLambda::SqsVisibilityTimeout`. */
  readonly ruleId: string;

  /** How serious it is. */
  readonly severity: CheckSeverity;

  /** What is wrong here: the property in quotes, what it must be, and what it is. */
  readonly message: string;

  /** What happens in production if it stays. */
  readonly impact: string;

  /** The change that fixes it. */
  readonly fix: string;

  /** The page of the rule, with a wrong and a right template. */
  readonly ruleUrl: string;

  /** The page of AWS about it. */
  readonly docsUrl: string;

  /** The logical id of the resource in the template. */
  readonly logicalId: string;

  /**
   * The property of the resource, such as `RedrivePolicy.maxReceiveCount`.
   *
   * @default - the resource as a whole, or something that is missing
   */
  readonly property?: string;

  /**
   * The path of the construct that created the resource, such as `Shop/Orders/Resource`.
   *
   * @default - not known
   */
  readonly constructPath?: string;

  /**
   * The function that is affected.
   *
   * @default - no particular function
   */
  readonly functionName?: string;
}
