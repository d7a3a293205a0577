import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { ObservedSource } from '../source-alarm-definition';

/**
 * What the alarms of batches look at, whatever they are read from.
 *
 * @internal
 */
export interface ObservedBatches extends ObservedSource {
  /** The failure queue that was made for the source. */
  readonly ownQueue?: sqs.IQueue;
  readonly hasFailureTarget: boolean;
  /** Whether the function's own alarm watches deliveries to failure targets already. */
  readonly deliveriesWatched: boolean;
  readonly partialResponses: boolean;
  /** Whether the mapping counts events. */
  readonly countsEvents: boolean;
  /** How long what was read can be read again, where that is known. */
  readonly retention?: Duration;
}

/**
 * What the alarm on the age of records looks at.
 *
 * @internal
 */
export interface ObservedAge extends ObservedSource {
  /** Whether an alarm of another source looks at the function's one iterator age already. */
  readonly iteratorAgeWatched: boolean;
  /** What makes the reading faster, for people. */
  readonly fasterBy: string;
}

/**
 * What the alarms of Kafka look at.
 *
 * @internal
 */
export interface ObservedTopic extends ObservedBatches {
  /** How many records are in a batch at the most. */
  readonly batchSize: number;
  /** Whether an alarm of another source looks at the function's one offset lag already. */
  readonly offsetLagWatched: boolean;
}

/**
 * What the alarms of DocumentDB look at.
 *
 * @internal
 */
export interface ObservedChanges extends ObservedAge {
  /** Whether an alarm of another source looks at the function's one count of oversized events already. */
  readonly oversizedWatched: boolean;
}

/**
 * What the alarms of a stream look at.
 *
 * @internal
 */
export interface ObservedStream extends ObservedBatches, ObservedAge {
  readonly retention: Duration;
  /** How long the records of a failed batch can still be read at the least. */
  readonly readableFor: Duration;
}

/**
 * A count of the mapping, which it has with the metric group `EventCount` only.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 *
 * @internal
 */
export function eventCount(
  { countsEvents, mappingId }: ObservedBatches,
  metricName: string,
  period: Duration,
): cloudwatch.IMetric | undefined {
  if (!countsEvents) return undefined;
  return new cloudwatch.Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: mappingId },
    period,
    statistic: cloudwatch.Stats.SUM,
  });
}
