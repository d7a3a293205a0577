import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { HardenedFilteredEventSourceOptions } from './event-source-options';

/** What every stream takes whose batches are tried again. */
export interface HardenedBatchEventSourceOptions extends HardenedFilteredEventSourceOptions {
  /**
   * How many records the function gets at once at the most: 1 to 10000.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly batchSize?: number;

  /**
   * Where Lambda begins to read when it creates the mapping. `TRIM_HORIZON`: at the oldest record that the stream keeps. `LATEST`:
   * at records that arrive from then on; those that arrive while the mapping is created are missed.
   *
   * It can't be changed later. Where the function reads the stream already, set the position that its mapping has.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly startingPosition: lambda.StartingPosition;

  /**
   * Whether a batch that failed is split in two, until the record is alone that fails.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly bisectBatchOnError?: boolean;

  /**
   * How often a failed batch is retried: 0 to 10000, or -1 until the records are too old. AWS documents no pause between
   * retries: where the function fails at once, ten retries may be over within minutes, so in a longer outage batches are
   * sent to the failure target. With -1 Lambda retries them until `maxRecordAge`.
   *
   * @default 10
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly retryAttempts?: number;

  /**
   * Whether the function answers with the records that failed, so that only those from the first of them on are
   * retried. A response without them means that the whole batch succeeded.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
   */
  readonly reportBatchItemFailures?: boolean;

  /**
   * Where a batch goes that failed after all retries: CDK's `SqsDlq`, `SnsDlq` or `S3OnFailureDestination`. Queues and topics get
   * the places of the records only, a bucket the records themselves. FIFO is refused, and so is a queue where something
   * else is sent.
   *
   * @default - a dedicated queue: encrypted, TLS-only, 14 days, kept when the stack is deleted
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
   */
  readonly onFailure?: lambda.IEventSourceDlq;

  /**
   * Metrics of the mapping itself, which cost as custom metrics do.
   *
   * @default - the event counts, where an alarm needs them
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  readonly metricsConfig?: lambda.MetricsConfig;
}

/** What every stream takes: DynamoDB and Kinesis. */
export interface HardenedStreamEventSourceOptions extends HardenedBatchEventSourceOptions {
  /**
   * Records that are older are discarded and sent to the failure target: 1 minute to 7 days.
   *
   * @default - an hour less than the stream keeps them, at most 7 days, so that discarded records can still be read
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly maxRecordAge?: Duration;

  /**
   * How many batches of a shard are processed at once, in order by partition key: 1 to 10.
   *
   * @default 1
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly parallelizationFactor?: number;

  /**
   * How long the function gathers a state over batches: whole seconds, at most 900.
   *
   * @default - no window
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
   */
  readonly tumblingWindow?: Duration;
}
