import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { HardenedFunctionBase } from './hardened-function-base';
import type { IHardenedFunction } from './hardened-function-interface';
import { IMAGE_PACKAGING } from './packaging/image/image-packaging';
import type { HardenedFunctionOptions } from './props';
import type { ShellProps } from './shell-props';

/** What a hardened function from a container image takes. */
export interface HardenedDockerImageFunctionProps extends HardenedFunctionOptions {
  /**
   * The image, as in CDK: `lambda.DockerImageCode.fromImageAsset('image')` builds a folder,
   * `lambda.DockerImageCode.fromEcr(repository)` takes what is in a repository.
   *
   * A folder is built for the platform of `architecture`; another `platform` is an error.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
   */
  readonly code: lambda.DockerImageCode;
}

/**
 * A Lambda function from a container image that is ready for production.
 *
 * It takes the place of `lambda.DockerImageFunction` as `HardenedFunction` takes that of `lambda.Function`. Settings that
 * images exclude, as `layers`, are an error.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
 *
 * @example
 * new HardenedDockerImageFunction(this, 'Orders', {
 *   code: lambda.DockerImageCode.fromImageAsset('image'),
 *   architecture: lambda.Architecture.X86_64,
 *   alarmActions: AlarmActions.email('ops@example.com'),
 * });
 */
export class HardenedDockerImageFunction extends HardenedFunctionBase implements IHardenedFunction {
  /** The id by which CDK's property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-hardened-lambda.HardenedDockerImageFunction';

  constructor(scope: Construct, id: string, props: HardenedDockerImageFunctionProps) {
    super(scope, id, HardenedDockerImageFunction.PROPERTY_INJECTION_ID, IMAGE_PACKAGING, props as unknown as ShellProps);
  }

  /** Adds an environment variable. A name or a value that Lambda refuses is an error. */
  public addEnvironment(key: string, value: string, options?: lambda.EnvironmentOptions): HardenedDockerImageFunction {
    this._setEnvironment(key, value, options);
    return this;
  }
}
