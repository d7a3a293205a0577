import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { differ, homeOf } from '../../core/cdk/homes';
import { refuse } from '../../core/errors';

/**
 * Lambda reads in its own Region alone.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 *
 * @internal
 */
export function checkRegion(target: lambda.IFunction, arn: string): void {
  const { region } = homeOf(arn);
  if (!differ(target.env.region, region)) return;
  refuse(
    target,
    `'addEventSource' must be given a source in the function's region (${target.env.region}), got one in ${region}, which Lambda refuses; make the function there`,
  );
}

/**
 * The account of a source, where it is known to be another one than the function's.
 *
 * @internal
 */
export function otherAccountOf(target: lambda.IFunction, arn: string): string | undefined {
  const { account } = homeOf(arn);
  return differ(target.env.account, account) ? account : undefined;
}
