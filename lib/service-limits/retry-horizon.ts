/*
 * How long after its first delivery an event may be delivered again, in seconds.
 */

/**
 * Lambda's own default for asynchronous events.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 *
 * @internal
 */
export const LONGEST_EVENT_AGE = 21_600;

/** How often Lambda retries an asynchronous event where nothing is set. @internal */
export const EVENT_RETRIES = 2;

/** How long Lambda waits before the second and the third attempt of an asynchronous event. @internal */
export const RETRY_WAITS: readonly number[] = [60, 120];

/** What a stream keeps its records for: that of a table always, that of Kinesis by default. @internal */
export const STREAM_RETENTION = 86_400;

/** An event in Lambda's own queue: its last attempt begins before it is too old. @internal */
export const asynchronousHorizon = (maxEventAge: number, timeout: number): number => maxEventAge + timeout;

/**
 * A message of a queue: it is received again when it is visible again, until the queue moves it or deletes it.
 *
 * @internal
 */
export function queueHorizon(visibility: number, retention: number, maxReceiveCount: number | undefined): number {
  return maxReceiveCount === undefined ? retention : Math.min(retention, visibility * maxReceiveCount);
}

/**
 * A record that is retried until it succeeds or is too old. Absent where the attempts are limited: how long those take is not
 * documented.
 *
 * @param recordAge none is -1
 * @internal
 */
export function recordHorizon(retention: number, recordAge: number, retryAttempts: number): number | undefined {
  if (retryAttempts !== -1) return undefined;
  return recordAge === -1 ? retention : Math.min(recordAge, retention);
}
