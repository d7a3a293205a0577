import type { Attributes, FailureRecord } from './record';

/** A message of a queue or an object of a bucket, as it was read. */
export interface Stored {
  /** The message's id, or the object's key and version. */
  readonly id: string;
  /** When it was stored, in milliseconds since 1970. */
  readonly sentAt: number;
  /** How often a message was received, this time included; 0 for an object. */
  readonly receives: number;
  readonly body: string;
  readonly attributes: Attributes;
}

export interface Read {
  readonly stored: Stored;
  readonly record: FailureRecord;
}
