import type { Duration } from 'aws-cdk-lib';

/** How a metric is aggregated. @internal */
export interface MetricWindow {
  readonly period: Duration;
  readonly statistic: string;
}
