import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { KafkaAlarmTunings } from '../../alarms/event-source-alarms';
import type { HardenedFilteredEventSourceOptions } from '../shared/event-source-options';

/** How a function reads a topic of Kafka: CDK's options with the same meaning, and a few more. */
export interface HardenedKafkaEventSourceOptions extends HardenedFilteredEventSourceOptions {
  /**
   * The topic: 2 to 249 letters, digits, dots, hyphens and underscores, the first of them no dot.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-esm-parameters.html
   */
  readonly topic: string;

  /**
   * The secret with which Lambda authenticates: user name and password, or certificate and private key.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-esm-parameters.html
   */
  readonly secret?: secretsmanager.ISecret;

  /**
   * What is in the secret.
   *
   * @default sources.AuthenticationMethod.SASL_SCRAM_512_AUTH
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-esm-parameters.html
   */
  readonly authenticationMethod?: sources.AuthenticationMethod;

  /**
   * The consumer group that Lambda joins: 1 to 200 letters, digits and any of `-/*:_+=.@`. No other source may have it, and
   * it can't be changed later.
   *
   * @default - a group that Lambda names after the mapping
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-esm-parameters.html
   */
  readonly consumerGroupId?: string;

  /**
   * How many records the function gets at once at the most: 1 to 10000.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-esm-parameters.html
   */
  readonly batchSize?: number;

  /**
   * Where Lambda begins to read when it creates the mapping. `TRIM_HORIZON`: at the oldest record that the topic keeps. `LATEST`:
   * at records that arrive from then on; those that arrive while the mapping is created are missed.
   *
   * It can't be changed later. Where the function reads the topic already, set the position that its mapping has.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-esm-parameters.html
   */
  readonly startingPosition: lambda.StartingPosition;

  /**
   * When reading begins, with `StartingPosition.AT_TIMESTAMP`: seconds since 1970, not in the future.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-esm-parameters.html
   */
  readonly startingPositionTimestamp?: number;

  /**
   * Event pollers that always run. AWS bills 0.185 USD an hour for each event poller unit, 135 USD a month.
   * `minimumPollers` is 1 to 200, `maximumPollers` 1 to 2000. AWS documents error handling only with these: bisecting,
   * retries, record age and partial batch responses.
   *
   * @default - Lambda scales the pollers, and retries a failed batch until its records expire in the topic
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html
   */
  readonly provisionedPollerConfig?: lambda.ProvisionedPollerConfig;

  /**
   * Whether a batch that failed is split in two, until the record is alone that fails.
   *
   * @default - true with `provisionedPollerConfig`, else false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
   */
  readonly bisectBatchOnError?: boolean;

  /**
   * How often a batch is tried again: 0 to 10000, or -1 until the records are too old. With an `onFailure` Lambda takes 10
   * for -1.
   *
   * @default - 10 with `provisionedPollerConfig`, else -1
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
   */
  readonly retryAttempts?: number;

  /**
   * Records that are older are discarded: 1 minute to 7 days.
   *
   * @default - no limit
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
   */
  readonly maxRecordAge?: Duration;

  /**
   * Whether the function answers with the records that failed, so that only those from the first of them on are
   * retried. A response without them means that the whole batch succeeded.
   *
   * @default - true with `provisionedPollerConfig`, else false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
   */
  readonly reportBatchItemFailures?: boolean;

  /**
   * Where a batch goes that failed after all retries: CDK's `SqsDlq`, `SnsDlq`, `S3OnFailureDestination`, or `KafkaDlq` for another
   * topic of the same cluster, with `provisionedPollerConfig`. Queues and topics of SNS get the places of the records only,
   * buckets and topics of Kafka the records themselves.
   *
   * @default - with `provisionedPollerConfig` a dedicated queue: encrypted, TLS-only, 14 days, kept when the stack is deleted; else none, since no batch is discarded
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html
   */
  readonly onFailure?: lambda.IEventSourceDlq;

  /**
   * The registry whose schemas the records have to fit: CDK's `GlueSchemaRegistry` or `ConfluentSchemaRegistry`. Only with
   * `provisionedPollerConfig`. What does not fit goes where failed batches go.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
   */
  readonly schemaRegistryConfig?: lambda.ISchemaRegistry;

  /**
   * What the pollers log.
   *
   * @default - nothing
   */
  readonly logLevel?: lambda.EventSourceMappingLogLevel;

  /**
   * Metrics of the mapping itself, which cost as custom metrics do.
   *
   * @default - the event counts, where an alarm needs them
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  readonly metricsConfig?: lambda.MetricsConfig;

  /**
   * How the alarms of this source are tuned, given a severity, or disabled.
   *
   * @default - of the nearest scope and the profile; else each with its default
   */
  readonly alarms?: KafkaAlarmTunings;
}
