import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import type { WatchedQueue } from './observed-queue';

/**
 * The depth, since `NumberOfMessagesSent` does not count what SQS itself moves.
 *
 * @internal
 */
export const REDRIVEN_MESSAGES: SourceAlarmDefinition<WatchedQueue> = {
  kind: 'redrivenMessages',
  id: 'RedrivenMessages',
  severity: AlarmSeverity.CRITICAL,
  threshold: () => 0,
  isGauge: () => true,
  message: ({ redriveQueue }) =>
    `A message failed for good and waits in the queue ${redriveQueue?.queueName}. Look first at the logs of its last delivery, mend the cause, then start a redrive.`,
  metric: ({ redriveQueue }, period) =>
    redriveQueue?.metricApproximateNumberOfMessagesVisible({ period, statistic: cloudwatch.Stats.MAXIMUM }),
};
