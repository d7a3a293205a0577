import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, PropertyInjectors, Stack, Token } from 'aws-cdk-lib';
import type * as assets from 'aws-cdk-lib/aws-ecr-assets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { injectorFor } from '../../../core/cdk/injectors';
import { refuseAtSynth } from '../../../core/errors';

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

const ARCHITECTURES: Record<string, string> = { 'linux/amd64': 'X86_64', 'linux/arm64': 'ARM_64' };

/**
 * The architecture of the platform that an image is built for, where its code or its Dockerfile sets one. It holds where the
 * function sets no `architecture`.
 *
 * @internal
 */
export function architectureOfImage(code: unknown): lambda.Architecture | undefined {
  const asset = assetOf(code);
  const platform = asset && (asset.platform?.platform ?? platformOfBase(asset));
  if (platform === undefined || Token.isUnresolved(platform)) return undefined;
  const constant = ARCHITECTURES[ALIASES[platform] ?? platform];
  return constant === undefined ? undefined : lambda.Architecture[constant as 'X86_64' | 'ARM_64'];
}

/** With what CDK would build the image. It is asked for in a stack beside the app, and nothing is built. */
function assetOf(code: unknown): assets.DockerImageAssetProps | undefined {
  const { _bind } = code as { _bind?: () => unknown };
  const bound = _bind ? _bind.call(code) : code;
  if (!(bound instanceof lambda.AssetImageCode)) return undefined;
  const { DockerImageAsset } = require('aws-cdk-lib/aws-ecr-assets') as typeof assets;
  const constructUniqueId = DockerImageAsset.PROPERTY_INJECTION_ID;
  let found: assets.DockerImageAssetProps | undefined;
  const aside = new Stack(new App({ analyticsReporting: false }), 'Aside');
  PropertyInjectors.of(aside).add({
    constructUniqueId,
    inject: (props: assets.DockerImageAssetProps) => {
      found = props;
      throw new Error('This is all that was to be known.');
    },
  });
  try {
    bound.bind(aside);
  } catch (error) {
    if (found === undefined) throw error;
  }
  return found;
}

function checkPlatform(shell: IConstruct, asset: assets.DockerImageAssetProps, { name, dockerPlatform }: lambda.Architecture): void {
  const configured = asset.platform?.platform;
  if (isOther(configured, dockerPlatform)) {
    refuseAtSynth(
      shell,
      `'code' must be an image for ${dockerPlatform}, since 'architecture' is ${name}, got the platform ${configured}; ` +
        `remove 'platform', or set another 'architecture'`,
    );
  }
  const base = platformOfBase(asset);
  if (isOther(base, dockerPlatform)) {
    refuseAtSynth(
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
