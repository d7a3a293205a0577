import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { QueueAlarmTunings } from '../../alarms/event-source-alarms';
import type { HardenedFilteredEventSourceOptions } from '../shared/event-source-options';
import type { HardenedSqsNewQueueOptions } from './new-queue';

/** How a function reads a queue: CDK's options with the same meaning, and a few more. */
export interface HardenedSqsEventSourceOptions extends HardenedFilteredEventSourceOptions {
  /**
   * How many messages the function gets at once at the most: 1 to 10; up to 10000 with a `maxBatchingWindow` on a
   * standard queue.
   *
   * @default 10
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
   */
  readonly batchSize?: number;

  /**
   * Whether the function answers with the messages that failed, so that only these are delivered again. Without such an answer the
   * whole batch counts as succeeded.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
   */
  readonly reportBatchItemFailures?: boolean;

  /**
   * How many of the function's environments the queue may use at once: 2 to 1000. All queues of a function together at
   * most its reserved concurrency.
   *
   * @default - no limit
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  readonly maxConcurrency?: number;

  /**
   * Event pollers that always run. AWS bills 0.185 USD an hour for each event poller unit, 135 USD a month.
   * `minimumPollers` is 2 to 200, `maximumPollers` 2 to 10000. Can't be combined with `maxConcurrency`.
   *
   * @default - Lambda polls as it needs
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  readonly provisionedPollerConfig?: lambda.ProvisionedPollerConfig;

  /**
   * Metrics of the mapping itself, which cost as custom metrics do: `EVENT_COUNT`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  readonly metricsConfig?: lambda.MetricsConfig;

  /**
   * How the alarms of this source are tuned, given a severity, or disabled.
   *
   * @default - of the nearest scope and the profile; else each with its default
   */
  readonly alarms?: QueueAlarmTunings;
}

/** How a function reads a queue that is there already. */
export interface HardenedSqsEventSourceProps extends HardenedSqsEventSourceOptions {
  /**
   * Where SQS moves what failed, so that it is watched. For an imported queue only; a queue of the app has it as a property.
   *
   * @default - the queue's own
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

/** How a function reads a queue that is made for it. */
export interface HardenedSqsNewQueueProps extends HardenedSqsEventSourceOptions, HardenedSqsNewQueueOptions {}
