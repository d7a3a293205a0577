import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { HardenedFunctionBase } from './hardened-function-base';
import type { IHardenedFunction } from './hardened-function-interface';
import { ZIP_PACKAGING } from './packaging/zip/zip-packaging';
import type { HardenedFunctionProps } from './props';

/**
 * A Lambda function that is ready for production.
 *
 * It takes the place of `lambda.Function`: the same props, the same logical ids. It creates a least-privilege role,
 * a dedicated log group, a queue for events that failed after all retries, and alarms that notify someone.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html
 *
 * @example
 * new HardenedFunction(this, 'Orders', {
 *   runtime: lambda.Runtime.NODEJS_24_X,
 *   handler: 'index.handler',
 *   code: lambda.Code.fromAsset('dist'),
 *   alarmActions: AlarmActions.email('ops@example.com'),
 * });
 */
export class HardenedFunction extends HardenedFunctionBase implements IHardenedFunction {
  /** The id by which CDK's property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-hardened-lambda.HardenedFunction';

  constructor(scope: Construct, id: string, props: HardenedFunctionProps) {
    super(scope, id, HardenedFunction.PROPERTY_INJECTION_ID, ZIP_PACKAGING, props);
  }

  /** Adds an environment variable. A name or a value that Lambda refuses is an error. */
  public addEnvironment(key: string, value: string, options?: lambda.EnvironmentOptions): HardenedFunction {
    this._setEnvironment(key, value, options);
    return this;
  }
}
