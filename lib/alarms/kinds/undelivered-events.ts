import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedFunction } from '../observed';

/** @internal */
export const UNDELIVERED_EVENTS: AlarmKind<ObservedFunction, 'undeliveredEvents'> = {
  kind: 'undeliveredEvents',
  id: 'UndeliveredEvents',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'function',
  row: 'failures',
  threshold: () => 0,
  isGauge: () => false,
  // Events that failed are counted whether they reach the shared queue or not, and the alarm on them explains how to tell.
  isDefault: ({ sharedQueue, hasDeadLetters }) => sharedQueue === undefined || hasDeadLetters,
  message:
    "A failed event could not be delivered to its failure target and is lost. Look first at the permissions of the function's role, the policy of the target and of its key, then at the size of the event.",
  metric: ({ live, hasDestination, hasDeadLetters }, window) => {
    const toDestination = everyQualifier(live).metric('DestinationDeliveryFailures', window);
    const toDeadLetters = everyQualifier(live).metric('DeadLetterErrors', window);
    if (hasDestination && hasDeadLetters) {
      return new cloudwatch.MathExpression({
        expression: 'FILL(toDestination, 0) + FILL(toDeadLetters, 0)',
        usingMetrics: { toDestination, toDeadLetters },
        label: 'Failed events that could not be delivered',
        period: window.period,
      });
    }
    if (hasDestination) return toDestination;
    return hasDeadLetters ? toDeadLetters : undefined;
  },
};
