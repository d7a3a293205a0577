import type * as lambda from 'aws-cdk-lib/aws-lambda';

/** The name of the alias that callers invoke. @internal */
export const LIVE = 'live';

/** @internal */
export const cfnAlias = (alias: lambda.Alias): lambda.CfnAlias => alias.node.defaultChild as lambda.CfnAlias;

/** @internal */
export const cfnVersion = (alias: lambda.Alias): lambda.CfnVersion => alias.version.node.defaultChild as lambda.CfnVersion;

/**
 * Keeps environments provisioned. At the L1: aws-cdk-lib 2.257.0 refuses a number that only a deployment knows.
 *
 * @internal
 */
export function provide(alias: lambda.Alias, environments: number | undefined): void {
  if (environments !== undefined) cfnAlias(alias).provisionedConcurrencyConfig = { provisionedConcurrentExecutions: environments };
}
