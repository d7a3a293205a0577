import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { setProperties } from '../core/resource-properties';
import { withoutUndefined } from '../core/without-undefined';

/** What an app configures itself for asynchronous events. @internal */
export interface ExistingInvocation {
  readonly config?: lambda.CfnEventInvokeConfig;
  readonly hasDestination: boolean;
}

/**
 * Completes a configuration of the app. What is not given stays as it is.
 *
 * @internal
 */
export function completeConfig(
  config: lambda.CfnEventInvokeConfig,
  scope: Construct,
  live: lambda.IFunction,
  { onSuccess, onFailure, retryAttempts, maxEventAge }: lambda.EventInvokeConfigOptions,
): void {
  const bound = (destination: lambda.IDestination | undefined, type: lambda.DestinationType) =>
    destination ? { destination: destination.bind(scope, live, { type }).destination } : undefined;
  setProperties(
    config,
    withoutUndefined({
      maximumRetryAttempts: retryAttempts,
      maximumEventAgeInSeconds: maxEventAge?.toSeconds(),
      destinationConfig: withoutUndefined({
        onSuccess: bound(onSuccess, lambda.DestinationType.SUCCESS),
        onFailure: bound(onFailure, lambda.DestinationType.FAILURE),
      }),
    }),
  );
}
