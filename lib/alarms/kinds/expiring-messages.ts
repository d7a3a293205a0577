import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import type { WatchedQueue } from './observed-queue';

/**
 * The depth of the redrive queue rings once and stays; this one rings again before the queue forgets.
 *
 * @internal
 */
export const EXPIRING_MESSAGES: SourceAlarmDefinition<WatchedQueue> = {
  kind: 'expiringMessages',
  id: 'ExpiringMessages',
  severity: AlarmSeverity.CRITICAL,
  threshold: ({ redriveStay }) => Math.round(redriveStay.toSeconds() * 0.6),
  isGauge: () => true,
  message: ({ redriveQueue }) =>
    `The oldest message in the queue ${redriveQueue?.queueName} will soon be forgotten. Look first at its messages, and start a redrive or save them.`,
  metric: ({ redriveQueue }, period) => redriveQueue?.metricApproximateAgeOfOldestMessage({ period, statistic: cloudwatch.Stats.MAXIMUM }),
};
