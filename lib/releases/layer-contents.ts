import { createHash } from 'node:crypto';
import { AspectPriority, Aspects, type CfnResource, FeatureFlags, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { referencesIn } from '../core/cdk/references';

/** The feature flag, which new apps have. */
const OF_CDK = '@aws-cdk/aws-lambda:recognizeLayerVersion';

/**
 * Lets the content of layers make a new version. CDK does so only under a feature flag; without it a new layer leaves the
 * alias on the old one.
 *
 * @internal
 */
export function countLayers(fn: lambda.Function): void {
  if (FeatureFlags.of(fn).isEnabled(OF_CDK)) return;
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  const count = { visit: (node: IConstruct) => (node === resource ? countOnce(fn, resource) : undefined) };
  Aspects.of(resource).add(count, { priority: AspectPriority.MUTATING });
}

function countOnce(fn: lambda.Function, resource: lambda.CfnFunction): void {
  for (const layer of referencesIn(resource, resource.layers ?? [])) fn.invalidateVersionBasedOn(contentOf(layer));
}

const contentOf = (layer: CfnResource): string => {
  const rendered = (layer as unknown as { _toCloudFormation(): object })._toCloudFormation();
  return createHash('sha256')
    .update(JSON.stringify(Stack.of(layer).resolve(rendered)))
    .digest('hex');
};
