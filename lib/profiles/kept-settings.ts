import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogGroupName } from '../logging/log-group-name';
import type { HardeningProfileOptions } from './profile-settings';

/** What a function keeps that was a function of the CDK before. Each is kept unless it is `false`. */
export interface KeptSettings {
  /**
   * x86_64, where the function and its scopes set no `architecture`.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html
   */
  readonly architecture?: boolean;

  /**
   * Logs in text, where none of them sets a `loggingFormat`.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
   */
  readonly loggingFormat?: boolean;

  /**
   * The log group of the function, as `LogGroupName.ofLambda()`.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
   */
  readonly logGroupName?: boolean;

  /**
   * 128 MB, where none of them sets a `memorySize`.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memorySize?: boolean;

  /**
   * 3 seconds, where none of them sets a `timeout`.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  readonly timeout?: boolean;

  /**
   * No tracing, where none of them sets `tracing`.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   */
  readonly tracing?: boolean;

  /**
   * The bundle that `NodejsFunction` makes, where none of them sets the option of `bundling`.
   *
   * @default true
   */
  readonly bundling?: boolean;
}

/**
 * What a function of the CDK has where nothing is set: the defaults of Lambda and of the CDK. TypeScript holds it to the interface.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda_nodejs.BundlingOptions.html
 *
 * @internal
 */
export const defaultsOfCdk = (): { readonly [setting in keyof Required<KeptSettings>]: HardeningProfileOptions[setting] } => ({
  architecture: lambda.Architecture.X86_64,
  loggingFormat: lambda.LoggingFormat.TEXT,
  logGroupName: LogGroupName.ofLambda(),
  memorySize: 128,
  timeout: Duration.seconds(3),
  tracing: lambda.Tracing.DISABLED,
  bundling: {
    minify: false,
    keepNames: false,
    sourceMap: false,
    sourcesContent: true,
    bundleAwsSDK: false,
    mainFields: ['main', 'module'],
  },
});
