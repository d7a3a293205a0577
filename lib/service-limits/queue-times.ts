/**
 * How long a message stays invisible at the least, in seconds: six times the function's timeout, so that a batch that is
 * throttled can be retried before its messages are visible again, and the time for which the batch is gathered.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 *
 * @internal
 */
export const leastVisibility = (timeout: number, batchingWindow: number): number => 6 * timeout + batchingWindow;

/** What SQS takes where a queue says nothing, in seconds. @internal */
export const QUEUE_DEFAULTS = { visibilityTimeout: 30, retention: 345_600 } as const;

/** What SQS accepts, in seconds. @internal */
export const QUEUE_LIMITS = { visibilityTimeout: { min: 0, max: 43_200 }, retention: { min: 60, max: 1_209_600 } } as const;

/**
 * How long a message surely stays in the redrive queue, in seconds. A standard queue counts from when the message was
 * first sent, and it may have waited as long as its first queue keeps it; where both keep it equally long, half is taken.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
 *
 * @internal
 */
export function redriveStay(fifo: boolean, sourceRetention: number, redriveRetention: number): number {
  return fifo ? redriveRetention : redriveRetention - Math.min(sourceRetention, redriveRetention / 2);
}
