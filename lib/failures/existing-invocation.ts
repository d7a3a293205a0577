import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { setProperties } from '../core/cdk/resource-properties';

/** What an app configures itself for asynchronous events. @internal */
export interface ExistingInvocation {
  readonly config?: lambda.CfnEventInvokeConfig;
  readonly hasDestination: boolean;
}

/**
 * Completes a configuration of the app, which has its own retries. What is not given stays as it is.
 *
 * @internal
 */
export function completeConfig(
  config: lambda.CfnEventInvokeConfig,
  scope: Construct,
  live: lambda.IFunction,
  onFailure: lambda.IDestination,
): void {
  const { destination } = onFailure.bind(scope, live, { type: lambda.DestinationType.FAILURE });
  setProperties(config, { destinationConfig: { onFailure: { destination } } });
}
