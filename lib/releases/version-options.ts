import { RemovalPolicy } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { refuse } from '../core/errors';
import { withoutUndefined } from '../core/without-undefined';

/** Of a managed instance; CloudFormation changes them in place. */
const CHANGEABLE = ['removalPolicy', 'minExecutionEnvironments', 'maxExecutionEnvironments'];

/**
 * What a version of a released function is made with.
 *
 * Everything else would replace the version without a change of the function, which Lambda refuses: it publishes no version
 * twice. A version that is kept also when its deployment failed would block the next deployment in the same way.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 *
 * @param isBilled whether each version that exists is paid for
 * @param isDurable whether executions may still run on the version before
 * @internal
 */
export function versionOptions(
  scope: IConstruct,
  given: lambda.VersionOptions | undefined,
  isBilled: boolean,
  isDurable: boolean,
): lambda.VersionOptions {
  const options = withoutUndefined(given ?? {}) as lambda.VersionOptions;
  const refused = Object.keys(options).find((name) => !CHANGEABLE.includes(name));
  if (refused !== undefined) {
    refuse(
      scope,
      `'currentVersionOptions' must have only 'removalPolicy' where ${isDurable ? "'durableConfig'" : "'release'"} is set, got '${refused}', ${whyNot(refused)}; remove it`,
    );
  }
  if (options.removalPolicy === RemovalPolicy.SNAPSHOT) {
    refuse(
      scope,
      `'currentVersionOptions.removalPolicy' must be RETAIN_ON_UPDATE_OR_DELETE or DESTROY, got SNAPSHOT, which CloudFormation refuses for a version; omit it`,
    );
  }
  if (options.removalPolicy === RemovalPolicy.RETAIN) {
    refuse(
      scope,
      `'currentVersionOptions.removalPolicy' must be RETAIN_ON_UPDATE_OR_DELETE or DESTROY where 'release' is set, got RETAIN, which keeps the version ` +
        `of a failed deployment too, so that the next deployment fails; pass RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE`,
    );
  }
  if (isDurable && options.removalPolicy === RemovalPolicy.DESTROY) {
    refuse(
      scope,
      `'currentVersionOptions.removalPolicy' must be RETAIN_ON_UPDATE_OR_DELETE for a durable function, got DESTROY, which deletes the version on which ` +
        'executions still run; omit it, and delete old versions when their executions have ended',
    );
  }
  const otherwise = isBilled && !isDurable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  return { ...options, removalPolicy: options.removalPolicy ?? otherwise };
}

const whyNot = (name: string): string =>
  ['description', 'codeSha256', 'provisionedConcurrentExecutions'].includes(name)
    ? 'whose change replaces the version although the function is the same, and Lambda refuses that'
    : 'which holds for callers of the version alone, and callers invoke the alias';
