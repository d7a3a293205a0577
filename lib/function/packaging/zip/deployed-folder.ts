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
  const staging = assetOf(fn)?.node.tryFindChild('Stage');
  if (!(staging instanceof AssetStaging)) return undefined;
  const { absoluteStagedPath, sourcePath } = staging;
  const mayBeUnbundled = absoluteStagedPath === sourcePath && !Stack.of(fn).bundlingRequired;
  return mayBeUnbundled || !isFolder(absoluteStagedPath) ? undefined : absoluteStagedPath;
}

/** Functions that share a `Code` share the asset, which is a child of the first. */
function assetOf(fn: lambda.Function): IConstruct | undefined {
  const own = fn.node.tryFindChild('Code');
  if (own) return own;
  const code = (fn.node.defaultChild as lambda.CfnFunction).code as lambda.CfnFunction.CodeProperty;
  if (code.s3Key === undefined) return undefined;
  // Loaded here: code that is written inline does not need it.
  const { Asset } = require('aws-cdk-lib/aws-s3-assets') as typeof assets;
  return Stack.of(fn)
    .node.findAll()
    .find((node) => node instanceof Asset && node.s3ObjectKey === code.s3Key);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
