import { everyQualifier } from '../../core/cdk/function-behind';
import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedBatches } from '../observed';

/** @internal */
export const UNDELIVERED_BATCHES: AlarmKind<ObservedBatches, 'undeliveredBatches'> = {
  kind: 'undeliveredBatches',
  id: 'UndeliveredBatches',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'function',
  row: 'failures',
  threshold: () => 0,
  isGauge: () => false,
  message:
    "A failed batch could not be delivered to its failure target and is lost. Look first at the permissions of the function's role, and the policy of the target and of its key.",
  metric: ({ live, hasFailureTarget, deliveriesWatched }, window) =>
    hasFailureTarget && !deliveriesWatched ? everyQualifier(live).metric('DestinationDeliveryFailures', window) : undefined,
};
