import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import { eventCount } from '../mapping-metric';
import type { ObservedBatches } from '../observed';

/** Until when the records can be read, where the target holds only their positions in the stream. */
const readable = ({ retention }: ObservedBatches): string => {
  if (!retention) return '';
  return ` It names the records, which can be read from the stream until ${retention.toHours()} hours after 'approximateArrivalOfFirstRecord'.`;
};

/** @internal */
export const FAILED_BATCHES: AlarmKind<ObservedBatches, 'failedBatches'> = {
  kind: 'failedBatches',
  id: 'FailedBatches',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'eventSource',
  row: 'failures',
  threshold: () => 0,
  isGauge: ({ dedicatedQueue }) => dedicatedQueue !== undefined,
  message: (observed) => {
    if (observed.dedicatedQueue)
      return `A batch failed after all retries; the queue ${observed.dedicatedQueue.queueName} has a message about it.${readable(observed)} Look first at its cause, then read the records again.`;
    if (observed.hasFailureTarget)
      return 'A batch failed after all retries and was sent to the failure target. Look first at what is stored there.';
    return 'A batch failed after all retries and was discarded, since it has no failure target. Look first at the errors in the logs.';
  },
  metric: (observed, window) => {
    if (observed.dedicatedQueue) return observed.dedicatedQueue.metricApproximateNumberOfMessagesVisible(window);
    return eventCount(observed, observed.hasFailureTarget ? 'OnFailureDestinationDeliveredEventCount' : 'DroppedEventCount', window);
  },
};
