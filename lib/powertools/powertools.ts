import type * as lambda from 'aws-cdk-lib/aws-lambda';

/** How Powertools for AWS Lambda is set up. */
export interface PowertoolsOptions {
  /** The service name in logs, metrics and traces: not empty. */
  readonly serviceName: string;

  /**
   * The CloudWatch namespace of the metrics: 1 to 255 characters, and neither a colon nor `AWS/` at the start.
   *
   * @default - metrics name their namespace in the code
   */
  readonly metricsNamespace?: string;

  /**
   * The lowest level that is logged, for Lambda and Powertools. Lambda drops what is below its own level, whatever level Powertools
   * has, so a different `applicationLogLevelV2` or a different level in the environment is an error.
   *
   * @default - `applicationLogLevelV2`, or INFO, the default of both
   */
  readonly logLevel?: lambda.ApplicationLogLevel;
}

/**
 * Powertools for AWS Lambda in the function's code: its environment, and optionally AWS's layer.
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
  /** Powertools is a dependency of the code: `npm install @aws-lambda-powertools/logger`. */
  public static asDependency(options: PowertoolsOptions): Powertools {
    return new Powertools(options);
  }

  /**
   * Powertools comes from AWS's layer for the function's language, region and architecture.
   *
   * An error in partitions and regions in which AWS is not known to publish the layer.
   *
   * @param layerVersion the version of the layer, a whole number of at least 1; there is no latest
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

  /**
   * The same for a function that inherits it, and sets some of it itself.
   *
   * @internal
   */
  public _givingWayTo({ environment = {}, applicationLogLevelV2, applicationLogLevel }: lambda.FunctionOptions): Powertools {
    // From JavaScript the options may be missing: that is refused later.
    const { serviceName, metricsNamespace, logLevel } = this._options ?? {};
    const own = applicationLogLevelV2 ?? (applicationLogLevel as lambda.ApplicationLogLevel | undefined);
    const options: PowertoolsOptions = {
      ...this._options,
      serviceName: environment.POWERTOOLS_SERVICE_NAME ?? serviceName,
      metricsNamespace: environment.POWERTOOLS_METRICS_NAMESPACE ?? metricsNamespace,
      logLevel: own ?? logLevel,
    };
    return new Powertools(options, this._layer);
  }
}
