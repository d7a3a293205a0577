import { join } from 'node:path';
import { FeatureFlags } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IConstruct } from 'constructs';

/** What decides a bundle beside the project that it is made from. */
export interface BundleRequest {
  /** Absolute. */
  readonly entry: string;
  readonly runtime: lambda.Runtime;
  readonly architecture: lambda.Architecture;
  readonly bundling: BundlingOptions;
}

/** `LAMBDA_NODEJS_SDK_V3_EXCLUDE_SMITHY_PACKAGES` of aws-cdk-lib/cx-api. */
const EXCLUDE_SMITHY = '@aws-cdk/aws-lambda-nodejs:sdkV3ExcludeSmithyPackages';

/** Values of `esbuildArgs` that esbuild takes behind a colon. */
const BEHIND_A_COLON = ['--alias', '--drop', '--pure', '--log-override', '--out-extension'];

/**
 * The packages that CDK leaves outside of a bundle for a runtime of Node.js 18 or later.
 *
 * @internal
 */
export function externalsOf(scope: IConstruct, { runtime, bundling }: BundleRequest): string[] {
  const sdk = FeatureFlags.of(scope).isEnabled(EXCLUDE_SMITHY) ? ['@aws-sdk/*', '@smithy/*'] : ['@aws-sdk/*'];
  return bundling.externalModules ?? (runtime.isVariable || bundling.bundleAwsSDK ? [] : sdk);
}

/**
 * The arguments that CDK's `NodejsFunction` passes to esbuild, in its order: of two that contradict, esbuild takes the last.
 *
 * https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-lambda-nodejs/lib/bundling.ts
 *
 * @internal
 */
export function esbuildArgs(scope: IConstruct, request: BundleRequest, outputFolder: string): string[] {
  const { bundling } = request;
  const [, version] = /nodejs(\d+)/.exec(request.runtime.name) ?? [];
  const hasSourceMap = bundling.sourceMapMode ?? bundling.sourceMap;
  const mode = (bundling.sourceMapMode ?? 'default') === 'default' ? '' : `=${bundling.sourceMapMode}`;
  return [
    `--target=${bundling.target ?? `node${version}`}`,
    '--platform=node',
    ...(bundling.format ? [`--format=${bundling.format}`] : []),
    `--outfile=${join(outputFolder, bundling.format === 'esm' ? 'index.mjs' : 'index.js')}`,
    ...(bundling.minify ? ['--minify'] : []),
    ...(hasSourceMap ? [`--sourcemap${mode}`] : []),
    ...((bundling.sourcesContent ?? true) ? [] : ['--sources-content=false']),
    ...externalsOf(scope, request).map((name) => `--external:${name}`),
    ...pairsOf(bundling.loader).map(([extension, loader]) => `--loader:${extension}=${loader}`),
    ...pairsOf(bundling.define).map(([name, value]) => `--define:${name}=${value}`),
    ...(bundling.logLevel ? [`--log-level=${bundling.logLevel}`] : []),
    ...(bundling.keepNames ? ['--keep-names'] : []),
    ...(bundling.tsconfig ? [`--tsconfig=${bundling.tsconfig}`] : []),
    ...(bundling.banner ? [`--banner:js=${bundling.banner}`] : []),
    ...(bundling.footer ? [`--footer:js=${bundling.footer}`] : []),
    ...(bundling.mainFields ? [`--main-fields=${bundling.mainFields.join(',')}`] : []),
    ...(bundling.inject ?? []).map((path) => `--inject:${path}`),
    ...pairsOf(bundling.esbuildArgs).flatMap(([flag, value]) => ownArgument(flag, value)),
  ];
}

/** The CDK takes several values of one option from 2.275 on, and writes each behind a colon. */
function ownArgument(flag: string, value: string | boolean | string[]): string[] {
  if (Array.isArray(value)) return value.map((item) => `${flag}:${item}`);
  if (value === true || value === '') return [flag];
  if (BEHIND_A_COLON.includes(flag)) return [`${flag}:${value}`];
  return value ? [`${flag}=${value}`] : [];
}

const pairsOf = <T>(record: Record<string, T> | undefined): [string, T][] => Object.entries(record ?? {});
