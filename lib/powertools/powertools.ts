import type * as lambda from 'aws-cdk-lib/aws-lambda';

/** How Powertools for AWS Lambda is set up. */
export interface PowertoolsOptions {
  /** The service that logs, metrics and traces name: not empty. */
  readonly serviceName: string;

  /**
   * The CloudWatch namespace of the metrics: 1 to 255 characters, and neither a colon nor `AWS/` at the start.
   *
   * @default - metrics name their namespace in the code
   */
  readonly metricsNamespace?: string;

  /**
   * The least level that is logged, one for Lambda and Powertools: Lambda drops what is below its own, whatever
   * Powertools was told. Another `applicationLogLevelV2` is an error, and another level in the environment.
   *
   * @default - `applicationLogLevelV2`, or INFO, the default of both
   */
  readonly logLevel?: lambda.ApplicationLogLevel;
}

/**
 * Powertools for AWS Lambda in the function's code: its environment, and AWS's layer if asked for.
 *
 * For functions in Node.js and Python, and for images.
 *
 * @see https://docs.aws.amazon.com/powertools/
 *
 * @example
 * new HardenedNodejsFunction(this, 'Orders', {
 *   entry: 'src/orders.ts',
 *   powertools: Powertools.asDependency({ serviceName: 'orders', metricsNamespace: 'Shop' }),
 *   alarmActions: AlarmActions.email('ops@example.com'),
 * });
 */
export class Powertools {
  /** Powertools is a dependency that comes with the code: `npm install @aws-lambda-powertools/logger`. */
  public static asDependency(options: PowertoolsOptions): Powertools {
    return new Powertools(options);
  }

  /**
   * Powertools comes with AWS's layer for the function's language, region and architecture.
   *
   * A partition or a region that the layer is not known to be in is an error.
   *
   * @param layerVersion the version of the layer, a whole number of at least 1; nothing resolves to the latest
   */
  public static fromLayer(layerVersion: number, options: PowertoolsOptions): Powertools {
    return new Powertools(options, { version: layerVersion });
  }

  /** @internal */
  private constructor(
    /** @internal */
    public readonly _options: PowertoolsOptions,
    /** @internal */
    public readonly _layer?: { readonly version: number },
  ) {}
}
