import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/** @internal */
export type FailureChoice =
  | { readonly kind: 'sharedQueue' }
  | { readonly kind: 'dedicatedQueue' }
  | { readonly kind: 'dedicatedDeadLetterQueue' }
  | { readonly kind: 'destination'; readonly destination: lambda.IDestination }
  | { readonly kind: 'deadLetterQueue'; readonly queue: sqs.IQueue }
  | { readonly kind: 'deadLetterTopic'; readonly topic: sns.ITopic }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Where an asynchronous event is sent after all retries have failed.
 *
 * A destination receives the event with the cause of the failure; a dead-letter queue or topic receives the event alone.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 *
 * @example
 * declare const failed: sqs.Queue;
 * FailureCapture.destination(new destinations.SqsDestination(failed));
 */
export class FailureCapture {
  /**
   * An on-failure destination to one queue of the stack, which its functions and nested stacks share: encrypted, TLS-only,
   * 14 days, kept when the stack is deleted. Each record names its function in `requestContext.functionArn`.
   *
   * The queue has one alarm on its depth and one on the age of its oldest event. At most ten functions share an alarm on failed
   * events. It fires when one of them starts to fail, also while events of another wait in the queue.
   */
  public static sharedQueue(): FailureCapture {
    return new FailureCapture({ kind: 'sharedQueue' });
  }

  /** An on-failure destination to a dedicated queue: encrypted, TLS-only, 14 days, kept when the stack is deleted. */
  public static dedicatedQueue(): FailureCapture {
    return new FailureCapture({ kind: 'dedicatedQueue' });
  }

  /**
   * An on-failure destination of yours: SQS, SNS, S3, Lambda or EventBridge.
   *
   * A customer-managed key of the target gets the permissions that delivery needs. FIFO queues and topics are refused.
   */
  public static destination(destination: lambda.IDestination): FailureCapture {
    return new FailureCapture({ kind: 'destination', destination });
  }

  /** A dedicated dead-letter queue, in place of a destination: encrypted, TLS-only, 14 days, kept when the stack is deleted. */
  public static dedicatedDeadLetterQueue(): FailureCapture {
    return new FailureCapture({ kind: 'dedicatedDeadLetterQueue' });
  }

  /** A dead-letter queue of yours, in place of a destination. FIFO is refused. */
  public static deadLetterQueue(queue: sqs.IQueue): FailureCapture {
    return new FailureCapture({ kind: 'deadLetterQueue', queue });
  }

  /** A dead-letter topic of yours, in place of a destination. FIFO is refused. */
  public static deadLetterTopic(topic: sns.ITopic): FailureCapture {
    return new FailureCapture({ kind: 'deadLetterTopic', topic });
  }

  /**
   * No capture: an event is dropped after all retries have failed. An alarm still fires on dropped events.
   *
   * @param reason why, kept in the template's metadata
   */
  public static none(reason: string): FailureCapture {
    return new FailureCapture({ kind: 'none', reason });
  }

  /** @internal */
  private constructor(public readonly _choice: FailureChoice) {}
}
