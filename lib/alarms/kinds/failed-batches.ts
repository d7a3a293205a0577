import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import { eventCount, type ObservedBatches } from './observed-batches';

/** Until when the records can be read, where the target holds only their places in the stream. */
const readable = ({ retention }: ObservedBatches): string => {
  if (!retention) return '';
  return ` It names the records, which can be read from the stream until ${retention.toHours()} hours after 'approximateArrivalOfFirstRecord'.`;
};

/** @internal */
export const FAILED_BATCHES: SourceAlarmDefinition<ObservedBatches> = {
  kind: 'failedBatches',
  id: 'FailedBatches',
  severity: AlarmSeverity.CRITICAL,
  threshold: () => 0,
  isGauge: ({ ownQueue }) => ownQueue !== undefined,
  message: (watched) => {
    if (watched.ownQueue)
      return `A batch failed for good; the queue ${watched.ownQueue.queueName} has a message of it.${readable(watched)} Look first at its cause, then read the records again.`;
    if (watched.hasFailureTarget) return 'A batch failed for good and went to the failure target. Look first at what came there.';
    return 'A batch failed for good and is skipped, since it has no failure target. Look first at the errors in the logs.';
  },
  metric: (watched, period) => {
    if (watched.ownQueue) {
      return watched.ownQueue.metricApproximateNumberOfMessagesVisible({ period, statistic: cloudwatch.Stats.MAXIMUM });
    }
    return eventCount(watched, watched.hasFailureTarget ? 'OnFailureDestinationDeliveredEventCount' : 'DroppedEventCount', period);
  },
};
