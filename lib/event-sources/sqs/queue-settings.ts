import { type Duration, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { refuse } from '../../core/errors';
import { checkSeconds, checkWholeNumber } from '../../core/input/ranges';
import { BATCH_SIZE, BATCHING_WINDOW } from '../shared/mapping-limits';
import { checkOptions } from '../supported-options';

/** @internal */
export interface QueueSettings {
  readonly batchSize?: number;
  readonly maxBatchingWindow?: Duration;
  readonly maxConcurrency?: number;
  readonly provisionedPollerConfig?: lambda.ProvisionedPollerConfig;
  readonly metricsConfig?: lambda.MetricsConfig;
}

/** As many as a batch has without a batching window, and as many as FIFO has at all. */
const SMALL_BATCH = 10;

/**
 * What Lambda takes for a queue.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
 *
 * @internal
 */
export function checkQueueSettings(scope: IConstruct, fifo: boolean, settings: QueueSettings): void {
  checkOptions(scope, 'Amazon SQS', settings);
  checkWholeNumber(scope, 'batchSize', settings.batchSize, {
    min: BATCH_SIZE.min,
    max: fifo ? SMALL_BATCH : BATCH_SIZE.max,
    fix: fifo ? FIFO_BATCH : undefined,
  });
  checkSeconds(scope, 'maxBatchingWindow', settings.maxBatchingWindow, BATCHING_WINDOW);
  checkWholeNumber(scope, 'maxConcurrency', settings.maxConcurrency, {
    min: 2,
    max: 1000,
    fix: "leave it out, or limit the function itself by 'reservedConcurrentExecutions'",
  });
  checkWindow(scope, fifo, settings);
  checkPollers(scope, settings);
  checkMetrics(scope, settings.metricsConfig, [lambda.MetricType.EVENT_COUNT]);
}

const FIFO_BATCH = 'a FIFO queue has no larger batches';

function checkWindow(scope: IConstruct, fifo: boolean, { batchSize, maxBatchingWindow }: QueueSettings): void {
  if (fifo && maxBatchingWindow) {
    refuse(scope, `'maxBatchingWindow' must not be given for a FIFO queue, got one, which Lambda refuses; leave it out`);
  }
  if (batchSize === undefined || Token.isUnresolved(batchSize) || batchSize <= SMALL_BATCH) return;
  if (maxBatchingWindow && (maxBatchingWindow.isUnresolved() || maxBatchingWindow.toSeconds() >= 1)) return;
  refuse(
    scope,
    `'maxBatchingWindow' must be at least 1 second for a 'batchSize' above ${SMALL_BATCH}, got ${maxBatchingWindow ? 0 : 'none'} with ${batchSize}; ` +
      `pass 'maxBatchingWindow: Duration.seconds(1)'`,
  );
}

function checkPollers(scope: IConstruct, { provisionedPollerConfig, maxConcurrency }: QueueSettings): void {
  if (!provisionedPollerConfig) return;
  if (maxConcurrency !== undefined) {
    refuse(scope, `'maxConcurrency' can't be combined with 'provisionedPollerConfig', which Lambda refuses; remove one of them`);
  }
  checkPollerRange(scope, provisionedPollerConfig, { min: 2, minimum: 200, maximum: 10_000 });
}

/**
 * The pollers of a provisioned mode.
 *
 * @internal
 */
export function checkPollerRange(
  scope: IConstruct,
  { minimumPollers, maximumPollers }: { readonly minimumPollers?: number; readonly maximumPollers?: number },
  range: { readonly min: number; readonly minimum: number; readonly maximum: number },
): void {
  checkWholeNumber(scope, 'provisionedPollerConfig.minimumPollers', minimumPollers, { min: range.min, max: range.minimum });
  checkWholeNumber(scope, 'provisionedPollerConfig.maximumPollers', maximumPollers, {
    min: minimumPollers === undefined || Token.isUnresolved(minimumPollers) ? range.min : minimumPollers,
    max: range.maximum,
  });
}

/**
 * The groups of metrics that a mapping of the kind can have.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 *
 * @internal
 */
export function checkMetrics(scope: IConstruct, config: lambda.MetricsConfig | undefined, known: lambda.MetricType[]): void {
  if (!config) return;
  const fix = `name ${known.join(', ')}, or leave it out`;
  if (!Array.isArray(config.metrics) || config.metrics.length === 0)
    refuse(scope, `'metricsConfig' must name a group of metrics, got none; ${fix}`);
  const other = config.metrics.find((metric) => !known.includes(metric));
  if (other) refuse(scope, `'metricsConfig' must name groups that the source has, got ${other}; ${fix}`);
}
