import { CfnResource, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { acknowledge } from '../../core/acknowledgements';
import { resourceBehind } from '../../core/cdk/arns';
import { referencesIn } from '../../core/cdk/references';
import type { Qualified, Usage } from './function-usage';

interface QualifierOptions {
  /** The configuration of the function that the app has made. */
  readonly existing?: lambda.CfnEventInvokeConfig;
  /** Whether retries stay as they are: those of a function that others made hold for each qualifier by themselves. */
  readonly destinationsOnly?: boolean;
}

/**
 * Gives aliases and versions the retries and destinations of the function. Lambda looks both up by the qualifier of the
 * request: without its own configuration, an alias drops what failed after all retries.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
 *
 * @internal
 */
export function captureOfQualifiers(
  fn: lambda.IFunction,
  usage: Usage,
  { existing, destinationsOnly = false }: QualifierOptions = {},
): void {
  const { qualified, configs, atEdge } = usage;
  const own = existing ?? fn.node.tryFindChild('EventInvokeConfig');
  const latest = existing ?? (own?.node.defaultChild as lambda.CfnEventInvokeConfig | undefined);
  if (!own || !latest) return;
  const synchronous = new Set(atEdge.map(({ named }) => named));
  for (const resource of qualified) {
    if (synchronous.has(resource) || (isVersion(resource) && isBehindAlias(resource, qualified))) continue;
    const given = configs.find((config) => config !== latest && isFor(config, resource));
    const config = given ?? newConfig(fn, resource);
    if (!destinationsOnly) takeRetries(config, latest);
    takeDestinations(config, latest);
    config.node.addDependency(...own.node.dependencies);
    for (const dependency of latest.node.dependencies) config.node.addDependency(dependency);
    if (!config.destinationConfig) {
      acknowledge(config, { 'Serverless-LambdaAsyncFailureDestination': 'As for the function itself.' });
    }
  }
}

const isVersion = (resource: Qualified): resource is lambda.CfnVersion => resource.cfnResourceType === 'AWS::Lambda::Version';

/** A version that is called by an alias alone: nobody has been allowed to call the version itself. */
function isBehindAlias(version: lambda.CfnVersion, qualified: Qualified[]): boolean {
  const { scope } = version.node;
  const isAllowed = scope?.node.children.some(
    (child) => CfnResource.isCfnResource(child) && child.cfnResourceType === 'AWS::Lambda::Permission',
  );
  return !isAllowed && qualified.some((other) => !isVersion(other) && resourceBehind(other.functionVersion) === version);
}

function isFor(config: lambda.CfnEventInvokeConfig, resource: Qualified): boolean {
  const { qualifier } = config;
  if (Token.isUnresolved(qualifier)) return referencesIn(config, qualifier).includes(resource);
  return !isVersion(resource) && resource.name === qualifier;
}

/** With the id that `configureAsyncInvoke` of the alias or version would give it. */
function newConfig(fn: lambda.IFunction, resource: Qualified): lambda.CfnEventInvokeConfig {
  const { scope } = resource.node;
  const isOfCdk = scope instanceof lambda.Alias || scope instanceof lambda.Version;
  const qualifier = isVersion(resource) ? resource.attrVersion : resource.name;
  const config = new lambda.EventInvokeConfig(isOfCdk ? scope : resource, 'EventInvokeConfig', { function: fn, qualifier });
  const created = config.node.defaultChild as lambda.CfnEventInvokeConfig;
  // The alias has to exist; its name alone does not wait for it.
  created.node.addDependency(resource);
  created.cfnOptions.condition = resource.cfnOptions.condition;
  return created;
}

/** What was set for the qualifier stays. */
function takeRetries(config: lambda.CfnEventInvokeConfig, latest: lambda.CfnEventInvokeConfig): void {
  config.maximumEventAgeInSeconds ??= latest.maximumEventAgeInSeconds;
  config.maximumRetryAttempts ??= latest.maximumRetryAttempts;
}

function takeDestinations(config: lambda.CfnEventInvokeConfig, latest: lambda.CfnEventInvokeConfig): void {
  const [given, ours] = [config.destinationConfig, latest.destinationConfig];
  if (given === undefined) config.destinationConfig = ours;
  else if (!Token.isUnresolved(given) && !Token.isUnresolved(ours)) config.destinationConfig = { ...ours, ...given };
}
