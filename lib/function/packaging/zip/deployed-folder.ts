import { statSync } from 'node:fs';
import { AssetStaging, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as assets from 'aws-cdk-lib/aws-s3-assets';
import type { IConstruct } from 'constructs';

/**
 * The folder as it is deployed: what bundling made, without what is excluded. Undefined where there is none on this disk.
 *
 * @internal
 */
export function deployedFolder(fn: lambda.Function): string | undefined {
  return folderOf(assetOf(fn, (fn.node.defaultChild as lambda.CfnFunction).code));
}

/**
 * The same for a layer of this app.
 *
 * @internal
 */
export function layerFolder(layer: lambda.ILayerVersion): string | undefined {
  const resource = layer.node?.defaultChild as Partial<lambda.CfnLayerVersion> | undefined;
  return resource?.content === undefined ? undefined : folderOf(assetOf(layer, resource.content));
}

function folderOf(asset: IConstruct | undefined): string | undefined {
  const staging = asset?.node.tryFindChild('Stage');
  if (!(staging instanceof AssetStaging)) return undefined;
  const { absoluteStagedPath, sourcePath } = staging;
  const mayBeUnbundled = absoluteStagedPath === sourcePath && !Stack.of(staging).bundlingRequired;
  return mayBeUnbundled || !isFolder(absoluteStagedPath) ? undefined : absoluteStagedPath;
}

/** Functions that share a `Code` share the asset, which is a child of the first. */
function assetOf(owner: IConstruct, content: unknown): IConstruct | undefined {
  const own = owner.node.tryFindChild('Code');
  if (own) return own;
  const { s3Key } = content as { readonly s3Key?: string };
  if (s3Key === undefined) return undefined;
  // Loaded here: code that is written inline does not need it.
  const { Asset } = require('aws-cdk-lib/aws-s3-assets') as typeof assets;
  return Stack.of(owner)
    .node.findAll()
    .find((node) => node instanceof Asset && node.s3ObjectKey === s3Key);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
