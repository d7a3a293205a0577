import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IConstruct } from 'constructs';
import { type BundleRequest, externalsOf } from './esbuild-args';

type Set = keyof BundlingOptions;

/** Options that run commands, or whose result CDK alone can name. */
const REASONS: [Set, string][] = [
  ['forceDockerBundling', 'bundles in a container'],
  ['preCompilation', 'runs the TypeScript compiler'],
  ['commandHooks', 'runs commands'],
  ['nodeModules', 'runs a package manager'],
  ['environment', 'may change how esbuild is run'],
  ['assetHash', 'names the asset by what CDK passes to esbuild'],
  ['metafile', "holds the path of CDK's own temporary folder"],
  ['charset', 'is applied by some versions of the CDK only'],
];

/**
 * Why CDK has to bundle by itself: what it does can't be done in the process, or not with the same bytes. Undefined where
 * nothing speaks against it. What CDK warns of or refuses is left to it as well.
 *
 * @internal
 */
export function cdkReason(scope: IConstruct, request: BundleRequest): string | undefined {
  const { bundling, runtime } = request;
  const found = REASONS.find(([name]) => isSet(bundling[name]));
  if (found) return `'${found[0]}' ${found[1]}`;
  const [, version] = /^nodejs(\d+)/.exec(runtime.name) ?? [];
  if (version === undefined || Number(version) < 18) return `'runtime' is ${runtime.name}`;
  const externals = externalsOf(scope, request);
  if (runtime.isVariable && externals.length > 0) return `'runtime' changes with the CDK`;
  if (externals.includes('aws-sdk')) return `'externalModules' names a package that the runtime has not`;
  if (bundling.sourceMap === false && bundling.sourceMapMode) return `'sourceMapMode' contradicts 'sourceMap'`;
  return undefined;
}

/** As CDK reads it: it runs the package manager even for an empty list. */
function isSet(value: unknown): boolean {
  const isRecord = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isRecord ? Object.keys(value).length > 0 : Boolean(value);
}
