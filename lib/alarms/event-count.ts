import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricWindow } from './alarm-kind';
import type { ObservedBatches } from './observed';

/**
 * A count of the mapping. Lambda publishes it only with the metric group `EventCount`.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 *
 * @internal
 */
export function eventCount(
  { countsEvents, mappingId }: ObservedBatches,
  metricName: string,
  window: MetricWindow,
): cloudwatch.IMetric | undefined {
  if (!countsEvents) return undefined;
  return new cloudwatch.Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: mappingId },
    ...window,
  });
}
