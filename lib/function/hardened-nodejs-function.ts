import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as nodejs from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Construct } from 'constructs';
import { HardenedFunctionBase } from './hardened-function-base';
import type { IHardenedFunction } from './hardened-function-interface';
import { NODEJS_PACKAGING } from './packaging/nodejs/nodejs-packaging';
import type { HardenedFunctionOptions } from './props';
import type { ShellProps } from './shell-props';

/** What a hardened function in TypeScript or JavaScript takes. */
export interface HardenedNodejsFunctionProps extends HardenedFunctionOptions {
  /**
   * The TypeScript or JavaScript file that exports the handler. A relative path starts at the folder that the app runs in.
   */
  readonly entry: string;

  /**
   * The export that handles events, alone or behind the bundle's file: `handler`, `index.handler`. One that the bundle
   * does not export is an error.
   *
   * @default handler
   * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html
   */
  readonly handler?: string;

  /**
   * The runtime, one of Node.js. The bundle is made for its version.
   *
   * @default lambda.Runtime.NODEJS_24_X
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
   */
  readonly runtime?: lambda.Runtime;

  /**
   * How the code is bundled, as in CDK. Each option that is set takes precedence over the library's.
   *
   * What `nodeModules` names is installed for the function's architecture; native binaries for another are an error.
   *
   * @default - minified with `keepNames`, a source map without the sources, ES modules of dependencies first, and the
   * AWS SDK bundled; with a source map, `NODE_OPTIONS` has `--enable-source-maps`
   * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda_nodejs.BundlingOptions.html
   */
  readonly bundling?: nodejs.BundlingOptions;

  /**
   * The lock file of the package manager, as in CDK.
   *
   * @default - the one found from the folder that the app runs in upwards
   */
  readonly depsLockFilePath?: string;

  /**
   * The folder that holds `entry`, as in CDK.
   *
   * @default - the folder of the lock file
   */
  readonly projectRoot?: string;
}

/**
 * A Lambda function in TypeScript or JavaScript that is ready for production, bundled by esbuild.
 *
 * It takes the place of CDK's `NodejsFunction` as `HardenedFunction` takes that of `lambda.Function`. The esbuild of your
 * project bundles inside the synthesis process, with the same result, and a function whose inputs have not changed is not
 * bundled again. The environment variable `CDK_HARDENED_LAMBDA_BUNDLE_CACHE` moves the cache, or disables it with `off`.
 * Where esbuild is not installed, synthesis fails instead of starting Docker.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html
 *
 * @example
 * new HardenedNodejsFunction(this, 'Orders', {
 *   entry: 'src/orders.ts',
 *   alarmActions: AlarmActions.email('ops@example.com'),
 * });
 */
export class HardenedNodejsFunction extends HardenedFunctionBase implements IHardenedFunction {
  /** The id by which CDK's property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-hardened-lambda.HardenedNodejsFunction';

  constructor(scope: Construct, id: string, props: HardenedNodejsFunctionProps) {
    super(scope, id, HardenedNodejsFunction.PROPERTY_INJECTION_ID, NODEJS_PACKAGING, props as unknown as ShellProps);
  }

  /** Adds an environment variable. A name or a value that Lambda refuses is an error. */
  public addEnvironment(key: string, value: string, options?: lambda.EnvironmentOptions): HardenedNodejsFunction {
    this._setEnvironment(key, value, options);
    return this;
  }
}
