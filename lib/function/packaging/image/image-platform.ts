import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PropertyInjectors, Token } from 'aws-cdk-lib';
import type * as assets from 'aws-cdk-lib/aws-ecr-assets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { refuse } from '../../../core/errors';
import { injectorFor } from '../../../core/injectors';

/** @internal */
export const isImage = (code: unknown): boolean => code instanceof lambda.AssetImageCode || code instanceof lambda.EcrImageCode;

/**
 * Builds the images of the function for its architecture, and refuses one for another: its first invocation
 * would fail with an exec format error.
 *
 * An image is an asset that CDK makes below the function: a property injector sees what it is built with.
 *
 * @internal
 */
export function watchPlatform(shell: IConstruct, architecture: lambda.Architecture): void {
  if (Token.isUnresolved(architecture.name)) return;
  // Loaded here: an app without images does not read it.
  const { DockerImageAsset, Platform } = require('aws-cdk-lib/aws-ecr-assets') as typeof assets;
  const constructUniqueId = DockerImageAsset.PROPERTY_INJECTION_ID;
  const outer = injectorFor(shell, constructUniqueId);
  PropertyInjectors.of(shell).add({
    constructUniqueId,
    inject: (props: assets.DockerImageAssetProps, context) => {
      const asset: assets.DockerImageAssetProps = outer?.inject(props, context) ?? props;
      checkPlatform(shell, asset, architecture);
      return { ...asset, platform: asset.platform ?? Platform.custom(architecture.dockerPlatform) };
    },
  });
}

function checkPlatform(shell: IConstruct, asset: assets.DockerImageAssetProps, { name, dockerPlatform }: lambda.Architecture): void {
  const platform = asset.platform?.platform;
  if (isOther(platform, dockerPlatform)) {
    refuse(
      shell,
      `'code' must be an image for ${dockerPlatform}, since 'architecture' is ${name}, got the platform ${platform}; ` +
        `remove 'platform', or set another 'architecture'`,
    );
  }
  const base = platformOfBase(asset);
  if (isOther(base, dockerPlatform)) {
    refuse(
      shell,
      `'code' must be an image for ${dockerPlatform}, since 'architecture' is ${name}, got 'FROM --platform=${base}' in its Dockerfile; ` +
        `remove '--platform' there, or set another 'architecture'`,
    );
  }
}

const ALIASES: Record<string, string> = { 'linux/x86_64': 'linux/amd64', 'linux/aarch64': 'linux/arm64', 'linux/arm64/v8': 'linux/arm64' };

const isOther = (platform: string | undefined, wanted: string): boolean =>
  platform !== undefined && !Token.isUnresolved(platform) && (ALIASES[platform] ?? platform) !== wanted;

const STAGE = /^[ \t]*FROM[ \t]+(?:--platform=(\S+)[ \t]+)?(\S+)(?:[ \t]+AS[ \t]+(\S+))?/gim;

interface Stage {
  readonly platform?: string;
  readonly base: string;
  readonly name?: string;
}

/** The platform that the Dockerfile fixes for the stage which becomes the image; undefined where it fixes none. */
function platformOfBase({ directory, file = 'Dockerfile', target }: assets.DockerImageAssetProps): string | undefined {
  const path = join(directory, file);
  if (!existsSync(path)) return undefined;
  const stages = [...readFileSync(path, 'utf8').matchAll(STAGE)].map(([, platform, base, name]): Stage => ({ platform, base, name }));
  const platform = platformOf(stages, target === undefined ? stages.length - 1 : indexOf(stages, target));
  return platform?.includes('$') ? undefined : platform;
}

/** A stage that begins with an earlier one is for the platform of that one. */
function platformOf(stages: Stage[], index: number): string | undefined {
  const stage = stages[index];
  return stage && (stage.platform ?? platformOf(stages, indexOf(stages.slice(0, index), stage.base)));
}

/** As in Docker, the case of a stage's name does not matter. */
const indexOf = (stages: Stage[], wanted: string): number => stages.findIndex(({ name }) => name?.toLowerCase() === wanted.toLowerCase());
