import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricWindow } from './metric-window';
import type { ObservedFront } from './observed';

/**
 * Errors in percent of the requests; 0 where there are fewer than the minimum.
 *
 * @internal
 */
export function shareOfRequests(
  front: ObservedFront,
  errorsOf: (window: MetricWindow) => cloudwatch.IMetric,
  what: string,
  period: Duration,
  minimum: number,
): cloudwatch.IMetric {
  const window = { period, statistic: cloudwatch.Stats.SUM };
  return new cloudwatch.MathExpression({
    expression: `IF(requests >= ${minimum}, 100 * errors / requests, 0)`,
    usingMetrics: { errors: errorsOf.call(front, window), requests: front.requests(window) },
    label: `${what} in percent of requests`,
    period,
  });
}
