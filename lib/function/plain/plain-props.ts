import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';

/**
 * What is known of the props of a function of the CDK, of any class.
 *
 * @internal
 */
export type PlainProps = Partial<lambda.FunctionProps> & { readonly entry?: string; readonly bundling?: BundlingOptions };
