import type { ApplicationModel } from '../template-model/application-model';
import type { LambdaFunction } from '../template-model/lambda-function';
import type { Resource } from '../template-model/resource';
import type { ResourceBody } from '../template-model/template';
import type { CheckSeverity } from './check-level';

/**
 * One thing that AWS accepts and production regrets.
 *
 * @internal
 */
export interface Rule {
  /** Stable: users acknowledge it as `HardenedLambda::<id>`. */
  readonly id: string;
  readonly severity: CheckSeverity;
  /** One sentence: what is wrong, whatever the template. */
  readonly problem: string;
  /** What happens if it stays. */
  readonly impact: string;
  readonly fix: string;
  /** AWS's page about it. */
  readonly docsUrl: string;
  /** Rules of others that look at the same, as in `cfn-lint E3505`. */
  readonly equivalents?: readonly string[];
  /** Made when they are asked for: who judges templates does not wait for them. */
  examples(): Examples;
  find(model: ApplicationModel): Iterable<Violation>;
}

/** What a rule finds, and what it leaves alone. @internal */
export interface Examples {
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
}

/** The resources of a template by their logical ids. @internal */
export type Example = Readonly<Record<string, ResourceBody>>;

/**
 * A place where a rule is broken.
 *
 * @internal
 */
export interface Violation {
  readonly resource: Resource;
  /** Absent where the resource as a whole is meant, or something that is not there. */
  readonly property?: string;
  /** The property in quotes, the rule, what was got: the way out is the rule's own. */
  readonly message: string;
  /** Whom it hurts, for a report by function. */
  readonly fn?: LambdaFunction;
  /** Whether the CDK's own validator says the same in an app. */
  readonly isReportedByCdk?: boolean;
}
