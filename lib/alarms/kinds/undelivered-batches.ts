import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import type { ObservedBatches } from './observed-batches';

/** @internal */
export const UNDELIVERED_BATCHES: SourceAlarmDefinition<ObservedBatches> = {
  kind: 'undeliveredBatches',
  id: 'UndeliveredBatches',
  severity: AlarmSeverity.CRITICAL,
  threshold: () => 0,
  isGauge: () => false,
  message: () =>
    "A batch that failed for good could not be delivered to its failure target, and is lost. Look first at what the function's role, the target's policy and its key allow.",
  metric: ({ live, hasFailureTarget, deliveriesWatched }, period) =>
    hasFailureTarget && !deliveriesWatched
      ? live.metric('DestinationDeliveryFailures', { period, statistic: cloudwatch.Stats.SUM })
      : undefined,
};
