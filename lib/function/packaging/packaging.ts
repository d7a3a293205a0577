import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Refusals } from '../../core/errors';
import type { ShellProps } from '../shell-props';

/**
 * What differs between the hardened functions: how their code comes to Lambda.
 *
 * @internal
 */
export interface Packaging {
  /** The ids by which property injectors know CDK's own class, beside the one of `lambda.Function`. */
  readonly cdkClasses: readonly string[];

  /**
   * What was given, with what follows from it, before anything is planned.
   *
   * @param refused takes what is refused where the plan may go on, so that its refusals come in the same error
   */
  complete(shell: Construct, given: ShellProps, refused: Refusals): ShellProps;

  /** Makes CDK's own function from what was planned. */
  make(shell: Construct, id: string, props: lambda.FunctionProps): lambda.Function;
}
