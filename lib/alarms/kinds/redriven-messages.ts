import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedQueue } from '../observed';

/**
 * The depth, since `NumberOfMessagesSent` does not count what SQS itself moves.
 *
 * @internal
 */
export const REDRIVEN_MESSAGES: AlarmKind<ObservedQueue, 'redrivenMessages'> = {
  kind: 'redrivenMessages',
  id: 'RedrivenMessages',
  severity: AlarmSeverity.CRITICAL,
  belongsTo: 'eventSource',
  row: 'failures',
  threshold: () => 0,
  isGauge: () => true,
  message: ({ redriveQueue }) =>
    `A message failed in every delivery and is stored in the queue ${redriveQueue?.queueName}. Look first at the logs of its last delivery, fix the cause, then start a redrive.`,
  metric: ({ redriveQueue }, window) => redriveQueue?.metricApproximateNumberOfMessagesVisible(window),
};
