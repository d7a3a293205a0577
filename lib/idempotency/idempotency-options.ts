import type { Duration } from 'aws-cdk-lib';

/** How long an event is known. */
export interface IdempotencyOptions {
  /**
   * How long the code takes an event for a repeated one: whole seconds, at least 1 and more than the timeout of the
   * function. The code reads it from `IDEMPOTENCY_EXPIRES_AFTER_SECONDS`; Powertools itself has one hour where its configuration sets nothing.
   *
   * A warning where a source delivers an event again after that time.
   *
   * @default Duration.hours(24), longer than Lambda retries an asynchronous event and DynamoDB keeps the records of a stream
   */
  readonly expiresAfter?: Duration;
}

/** A table of yours that keeps what was done. */
export interface IdempotencyTableOptions extends IdempotencyOptions {
  /**
   * The partition key, a string, where the table has another than Powertools expects. Pass it as `keyAttr` in the code.
   *
   * @default 'id'
   */
  readonly keyAttribute?: string;

  /**
   * The sort key, a string, where the table has one. Pass it as `sortKeyAttr` in the code.
   *
   * @default - no sort key
   */
  readonly sortKeyAttribute?: string;

  /**
   * The attribute that the table's time to live deletes items by, where it is another than Powertools writes. Pass it as
   * `expiryAttr` in the code.
   *
   * @default 'expiration'
   */
  readonly expiryAttribute?: string;
}
