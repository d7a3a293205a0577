import { DockerImage, Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { IConstruct } from 'constructs';
import { DEFAULTS } from '../../../core/defaults';
import { refuse } from '../../../core/errors';
import { withoutUndefined } from '../../../core/without-undefined';
import type { ProjectPaths } from './bundle/bundled-code';
import { projectRootOf } from './bundle/project';
import { checkBundlingKinds } from './bundling-kinds';
import { isEsbuildRunFrom, isEsbuildThere } from './esbuild';
import { MAKES_REQUIRE } from './made-require';

/**
 * CDK's own options with our defaults, and what a package manager needs to know of the machine that the code runs on.
 *
 * @internal
 */
export function resolveBundling(scope: IConstruct, given: BundlingOptions | undefined, architecture: lambda.Architecture): BundlingOptions {
  const own = withoutUndefined(given ?? {});
  checkBundlingKinds(scope, own);
  return {
    ...DEFAULTS.bundling,
    mainFields: [...DEFAULTS.bundling.mainFields],
    ...own,
    ...(own.format === ESM ? { banner: bannerWithRequire(own.banner) } : {}),
    environment: { ...(own.nodeModules ? machineOf(architecture) : {}), ...own.environment },
    // Where nothing is bundled, CDK would still build the image that it would have bundled in.
    dockerImage: own.dockerImage ?? (Stack.of(scope).bundlingRequired ? undefined : DockerImage.fromRegistry('nothing-is-bundled')),
  };
}

/** The value behind CDK's `OutputFormat.ESM`, whose module is not loaded for it. */
const ESM = 'esm' as OutputFormat;

const REQUIRE = `import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);`;

/**
 * An ES module has no `require`. What esbuild writes in its place throws as soon as a CommonJS dependency requires a module of
 * Node.js or one outside of the bundle. A banner of the user's that makes a `require` stays as it is.
 *
 * https://github.com/evanw/esbuild/issues/1921
 */
function bannerWithRequire(banner: string | undefined): string {
  if (banner === undefined || banner === '') return REQUIRE;
  return MAKES_REQUIRE.test(banner) ? banner : `${REQUIRE} ${banner}`;
}

/**
 * Refuses what CDK would do without esbuild: start Docker in the middle of a constructor, unless that was asked for, or
 * nothing is bundled.
 *
 * @internal
 */
export function checkEsbuild(scope: IConstruct, bundling: BundlingOptions, paths: ProjectPaths): void {
  if (bundling.forceDockerBundling || bundling.dockerImage) return;
  if (isEsbuildThere()) {
    checkEsbuildOfProject(scope, paths);
    return;
  }
  refuse(
    scope,
    `'entry' must be bundled by esbuild, got none beside aws-cdk-lib and none on the PATH; run 'npm install --save-dev esbuild@0', ` +
      `or say 'bundling: { forceDockerBundling: true }' to bundle in a container`,
  );
}

/** CDK runs esbuild where the lock file is: without it there, a page of text of the package manager's ends the synthesis. */
function checkEsbuildOfProject(scope: IConstruct, paths: ProjectPaths): void {
  if (!Stack.of(scope).bundlingRequired) return;
  const root = projectRootOf(paths);
  if (root === undefined || isEsbuildRunFrom(root)) return;
  refuse(
    scope,
    `'entry' must be bundled by the esbuild of its project, got none in ${root} or above, where the lock file is; ` +
      `run 'npm install --save-dev esbuild@0' there, or pass 'depsLockFilePath' of the project that has it`,
  );
}

const CPUS: Record<string, string> = { x86_64: 'x64', arm64: 'arm64' };

/**
 * Has npm choose the packages for Lambda, not for the machine that builds. What a package compiles or fetches by itself
 * may still be for that machine: then the binary is refused.
 *
 * https://docs.npmjs.com/cli/v11/using-npm/config#cpu
 */
function machineOf({ name }: lambda.Architecture): Record<string, string> {
  const cpu = CPUS[name];
  return cpu === undefined ? {} : { npm_config_cpu: cpu, npm_config_os: 'linux', npm_config_libc: 'glibc' };
}

const FLAG = '--enable-source-maps';

/**
 * What `NODE_OPTIONS` must contain for the source map to be used; undefined if there is none, or if the user
 * configured it.
 *
 * https://nodejs.org/api/cli.html#--enable-source-maps
 *
 * @internal
 */
export function nodeOptionsFor({ sourceMap, sourceMapMode }: BundlingOptions, given: string | undefined): string | undefined {
  const isLinked = sourceMapMode === undefined ? sourceMap : sourceMapMode !== 'external';
  if (!isLinked || given?.includes('enable-source-maps')) return undefined;
  return given ? `${given} ${FLAG}` : FLAG;
}
