import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from '../alarm-definition';
import { AlarmSeverity } from '../alarm-severity';

/** @internal */
export const ERRORS: AlarmDefinition = {
  kind: 'errors',
  id: 'Errors',
  severity: AlarmSeverity.WARNING,
  threshold: 0,
  isGauge: () => false,
  message: () => 'An invocation failed: the code threw, timed out or ran out of memory. Look first at the error in the logs.',
  metric: ({ live }, period) => live.metricErrors({ period, statistic: cloudwatch.Stats.SUM }),
  rate: ({ live }, period, minimumInvocations) =>
    new cloudwatch.MathExpression({
      expression: `IF(invocations >= ${minimumInvocations}, 100 * errors / invocations, 0)`,
      usingMetrics: {
        errors: live.metricErrors({ period, statistic: cloudwatch.Stats.SUM }),
        invocations: live.metricInvocations({ period, statistic: cloudwatch.Stats.SUM }),
      },
      label: 'Errors in percent of invocations',
      period,
    }),
};
