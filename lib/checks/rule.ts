import type { Id } from '../core/ids';
import type { ApplicationModel } from '../template-model/application-model';
import type { LambdaFunction } from '../template-model/functions/lambda-function';
import type { Resource } from '../template-model/resource';
import type { ResourceBody } from '../template-model/template';
import type { CheckSeverity } from './check-severity';

/**
 * Something that AWS accepts and that causes damage in production.
 *
 * @internal
 */
export interface Rule {
  /** Stable: users acknowledge it as `HardenedLambda::<id>`. */
  readonly id: Id;
  readonly severity: CheckSeverity;
  /** One sentence: what the template says. */
  readonly problem: string;
  /** One sentence: what happens in production, and to whom. */
  readonly impact: string;
  /** One sentence: one change, with the property and its value. */
  readonly fix: string;
  /** The page of AWS about it. */
  readonly docsUrl: string;
  /** Rules of other tools about the same matter, such as `cfn-lint E3505`. */
  readonly equivalents?: readonly string[];
  /** Built only when they are needed, which they are not for checking templates. */
  examples(): Examples;
  find(model: ApplicationModel): Iterable<Violation>;
}

/** What a rule finds, and what it does not. @internal */
export interface Examples {
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
  /** The first bad example with the fix applied, for the page of the rule; absent where one of the good examples is it. */
  readonly fixed?: Example;
  /** The region of the examples, where the rule asks for one; eu-west-1 where it does not. */
  readonly region?: string;
}

/** The resources of a template by their logical ids. @internal */
export type Example = Readonly<Record<string, ResourceBody>>;

/**
 * A place at which a rule is broken.
 *
 * @internal
 */
export interface Violation {
  readonly resource: Resource;
  /** Absent for the resource as a whole, or for something that is missing. */
  readonly property?: string;
  /** The property in quotes, what it must be, what it is; the fix is in the rule. */
  readonly message: string;
  /** The value of the property that fixes it, where the fix is one property. */
  readonly value?: unknown;
  /** The function that is affected, for a report by function. */
  readonly fn?: LambdaFunction;
  /** Whether the CDK's own validator reports it in an app. */
  readonly isReportedByCdk?: boolean;
}
