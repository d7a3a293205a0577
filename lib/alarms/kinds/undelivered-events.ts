import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from '../alarm-definition';
import { AlarmSeverity } from '../alarm-severity';

/** @internal */
export const UNDELIVERED_EVENTS: AlarmDefinition = {
  kind: 'undeliveredEvents',
  id: 'UndeliveredEvents',
  severity: AlarmSeverity.CRITICAL,
  threshold: 0,
  isGauge: () => false,
  message: () =>
    "A failed event could not be delivered to its failure target, and is lost. Look first at what the function's role, the target's policy and its key allow, then at the size of the event.",
  metric: ({ live, hasDestination, hasDeadLetters }, period) => {
    const sum = { period, statistic: cloudwatch.Stats.SUM };
    const toDestination = live.metric('DestinationDeliveryFailures', sum);
    const toDeadLetters = live.metric('DeadLetterErrors', sum);
    if (hasDestination && hasDeadLetters) {
      return new cloudwatch.MathExpression({
        expression: 'FILL(toDestination, 0) + FILL(toDeadLetters, 0)',
        usingMetrics: { toDestination, toDeadLetters },
        label: 'Failed events that could not be delivered',
        period,
      });
    }
    if (hasDestination) return toDestination;
    return hasDeadLetters ? toDeadLetters : undefined;
  },
};
