import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/** @internal */
export const ERRORS: AlarmKind<ObservedFunction, 'errors'> = {
  kind: 'errors',
  id: 'Errors',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'function',
  row: 'results',
  threshold: () => 0,
  isGauge: () => false,
  message: 'An invocation failed: the code threw an error, timed out or ran out of memory. Look first at the errors in the logs.',
  metric: ({ live }, window) => live.metricErrors(window),
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
