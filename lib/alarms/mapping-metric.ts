import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricWindow } from './metric-window';
import type { ObservedBatches, ObservedTopic } from './observed';

/*
 * Metrics of an event source mapping. Lambda publishes them only with their metric group.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */

type Counting = Pick<ObservedBatches, 'countsEvents' | 'mappingId'>;

/** A metric of the group `EventCount`. @internal */
export const eventCount = (
  { countsEvents, mappingId }: Counting,
  metricName: string,
  window: MetricWindow,
): cloudwatch.IMetric | undefined => (countsEvents ? ofMapping(mappingId, metricName, window) : undefined);

/** A metric of the group `ErrorCount`, which Kafka has. @internal */
export const errorCount = (
  { countsErrors, mappingId }: ObservedTopic,
  metricName: string,
  window: MetricWindow,
): cloudwatch.IMetric | undefined => (countsErrors ? ofMapping(mappingId, metricName, window) : undefined);

const ofMapping = (EventSourceMappingUUID: string, metricName: string, window: MetricWindow): cloudwatch.IMetric =>
  new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap: { EventSourceMappingUUID }, ...window });
