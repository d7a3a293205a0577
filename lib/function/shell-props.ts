import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { HardenedFunctionOptions } from './props';

/**
 * What the shell takes, whatever the packaging. Each class has its own public props.
 *
 * @internal
 */
export type ShellProps = HardenedFunctionOptions & lambda.FunctionProps;
