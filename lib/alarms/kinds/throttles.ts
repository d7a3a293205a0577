import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from '../alarm-definition';
import { AlarmSeverity } from '../alarm-severity';

/** @internal */
export const THROTTLES: AlarmDefinition = {
  kind: 'throttles',
  id: 'Throttles',
  severity: AlarmSeverity.WARNING,
  threshold: 0,
  isGauge: () => false,
  message: () =>
    "An invocation was turned away for want of concurrency. Look first at the function's reserved concurrency, then at the account's concurrent executions.",
  metric: ({ live }, period) => live.metricThrottles({ period, statistic: cloudwatch.Stats.SUM }),
};
