import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { type EventSourceSettings, functionResource, settingsFor } from './event-source-settings';

/**
 * What the steps of binding a source need to know of the function, looked up once.
 *
 * @internal
 */
export interface BindingContext {
  /** The function, version or alias that is invoked. Errors begin with its path. */
  readonly target: lambda.IFunction;
  /** The function's resource, where it is one of this app. */
  readonly resource?: lambda.CfnFunction;
  /** What is set for the function's event sources. */
  readonly settings: EventSourceSettings;
}

/** @internal */
export const bindingContext = (target: lambda.IFunction): BindingContext => ({
  target,
  resource: functionResource(target),
  settings: settingsFor(target),
});
