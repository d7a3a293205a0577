import { Duration, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { DEFAULTS } from '../../core/defaults';
import { got, refuse } from '../../core/errors';
import { checkSeconds, checkWholeNumber, secondsOf } from '../../core/input/ranges';
import { warn } from '../../core/warnings';
import type { HardenedBatchEventSourceOptions, HardenedStreamEventSourceOptions } from '../shared/batch-options';
import { BATCH_SIZE, BATCHING_WINDOW, RECORD_AGE } from '../shared/mapping-limits';
import { checkMetrics } from '../sqs/queue-settings';
import { checkOptions, type SourceKind } from '../supported-options';

/** @internal */
export interface StreamFacts {
  readonly kind: SourceKind;
  /** How long the stream keeps a record; absent where it is known only once deployed. */
  readonly retention?: Duration;
  readonly timestamps: boolean;
}

/** No stream keeps a record for less. */
const SHORTEST_RETENTION = Duration.hours(24);

/**
 * The mapping of a stream: what the user set, held to what Lambda takes, and defaults under which one bad record stops
 * nothing for long.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 *
 * @internal
 */
export function resolveStream(
  scope: IConstruct,
  props: HardenedStreamEventSourceOptions & { readonly startingPositionTimestamp?: number },
  stream: StreamFacts,
): lambda.EventSourceMappingOptions {
  checkOptions(scope, stream.kind, props);
  checkWholeNumber(scope, 'parallelizationFactor', props.parallelizationFactor, { min: 1, max: 10 });
  checkSeconds(scope, 'tumblingWindow', props.tumblingWindow, { min: 0, max: 900 });
  checkSeconds(scope, 'maxRecordAge', props.maxRecordAge, RECORD_AGE);
  checkStart(scope, props.startingPosition, props.startingPositionTimestamp, stream.timestamps);
  warnOfWindow(scope, props);
  return {
    ...resolveBatches(scope, props, [lambda.MetricType.EVENT_COUNT]),
    startingPosition: props.startingPosition,
    startingPositionTimestamp: props.startingPositionTimestamp,
    parallelizationFactor: props.parallelizationFactor,
    tumblingWindow: props.tumblingWindow,
    maxRecordAge: props.maxRecordAge ?? ageWithin(stream.retention ?? SHORTEST_RETENTION),
    reportBatchItemFailures: props.reportBatchItemFailures ?? !hasWindow(props),
  };
}

/**
 * What streams and Kafka have in common.
 *
 * @internal
 */
export function resolveBatches(
  scope: IConstruct,
  props: HardenedBatchEventSourceOptions,
  metrics: lambda.MetricType[],
): lambda.EventSourceMappingOptions {
  checkWholeNumber(scope, 'batchSize', props.batchSize, BATCH_SIZE);
  checkSeconds(scope, 'maxBatchingWindow', props.maxBatchingWindow, BATCHING_WINDOW);
  checkWholeNumber(scope, 'retryAttempts', props.retryAttempts, {
    min: -1,
    max: 10_000,
    fix: 'with -1 a batch is tried until it is too old',
  });
  checkMetrics(scope, props.metricsConfig, metrics);
  return {
    batchSize: props.batchSize ?? 100,
    maxBatchingWindow: props.maxBatchingWindow,
    enabled: props.enabled,
    bisectBatchOnError: props.bisectBatchOnError ?? true,
    retryAttempts: props.retryAttempts ?? DEFAULTS.batchRetries,
  };
}

/**
 * Where reading begins. There is no default: the position can't be changed, so one that differs from that of a mapping which
 * exists fails its deployment.
 *
 * @internal
 */
export function checkStart(
  scope: IConstruct,
  position: lambda.StartingPosition | undefined,
  timestamp: number | undefined,
  timestamps: boolean,
): asserts position is lambda.StartingPosition {
  const positions = Object.values(lambda.StartingPosition);
  if (position === undefined || position === null) {
    refuse(
      scope,
      `'startingPosition' must be given, got ${position}; pass lambda.StartingPosition.TRIM_HORIZON, or the position of the event source mapping where one exists already`,
    );
  }
  if (!positions.includes(position)) {
    refuse(scope, `'startingPosition' must be one of ${positions.join(', ')}, got ${got(position)}; pass one of lambda.StartingPosition`);
  }
  const atTimestamp = position === lambda.StartingPosition.AT_TIMESTAMP;
  if (atTimestamp && !timestamps) {
    refuse(
      scope,
      `'startingPosition' must be TRIM_HORIZON or LATEST for DynamoDB, got AT_TIMESTAMP, which only other sources have; pass one of the two`,
    );
  }
  if (atTimestamp && timestamp === undefined) {
    refuse(scope, `'startingPositionTimestamp' must be given with AT_TIMESTAMP, got none; pass the time in seconds since 1970`);
  }
  if (!atTimestamp && timestamp !== undefined) {
    refuse(
      scope,
      `'startingPositionTimestamp' must go with 'startingPosition: AT_TIMESTAMP', got it with ${position}; pass that position, or leave the time out`,
    );
  }
  const now = Math.floor(Date.now() / 1000);
  if (timestamp !== undefined && !Token.isUnresolved(timestamp) && !(timestamp > 0 && timestamp <= now)) {
    refuse(
      scope,
      `'startingPositionTimestamp' must be seconds since 1970 that are over, got ${timestamp}; milliseconds divided by 1000 are seconds`,
    );
  }
}

/** A window of no length is none. */
const hasWindow = ({ tumblingWindow }: HardenedStreamEventSourceOptions): boolean => secondsOf(tumblingWindow) !== 0;

function warnOfWindow(scope: IConstruct, props: HardenedStreamEventSourceOptions): void {
  if (!hasWindow(props) || !props.reportBatchItemFailures) return;
  warn(
    scope,
    'WindowWithPartialBatches',
    `'reportBatchItemFailures' must be false with a 'tumblingWindow' unless the handler returns both 'state' and 'batchItemFailures', got true; set it to false, or return both and acknowledge this: a response without the state loses the window`,
  );
}

/**
 * A discarded record can still be read for an hour. A smaller age would discard healthy records after a long throttle.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
const ageWithin = (retention: Duration): Duration => Duration.seconds(Math.min(retention.toSeconds() - 3600, RECORD_AGE.max));

/**
 * Records that are older than the stream keeps them never come.
 *
 * @internal
 */
export function warnOfAge(mapping: IConstruct, maxRecordAge: Duration | undefined, retention: Duration | undefined): void {
  if (!maxRecordAge || !retention || maxRecordAge.isUnresolved() || maxRecordAge.toSeconds() <= retention.toSeconds()) return;
  warn(
    mapping,
    'RecordAgeBeyondRetention',
    `'maxRecordAge' must be at most what the stream keeps (${retention.toHours()} hours) to have an effect, got ${maxRecordAge.toHumanString()}; lower it, or raise the retention of the stream`,
  );
}
