/*
 * Where a function, its configuration of asynchronous invocation and an event source mapping name a target.
 */

/** @internal */
export const ON_FAILURE = 'DestinationConfig.OnFailure.Destination';

/** @internal */
export const ON_SUCCESS = 'DestinationConfig.OnSuccess.Destination';

/** @internal */
export const DEAD_LETTER = 'DeadLetterConfig.TargetArn';
