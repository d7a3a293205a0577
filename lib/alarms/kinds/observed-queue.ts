import type { Duration } from 'aws-cdk-lib';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { ObservedSource } from '../source-alarm-definition';

/**
 * What the alarms of a queue look at.
 *
 * @internal
 */
export interface WatchedQueue extends ObservedSource {
  /** Absent where it is of another account, as is the redrive queue. */
  readonly queue?: sqs.IQueue;
  readonly redriveQueue?: sqs.IQueue;
  /** What all deliveries of a message take at the most. */
  readonly lateAfter: Duration;
  /** How long a message surely stays in the redrive queue. */
  readonly redriveStay: Duration;
}
