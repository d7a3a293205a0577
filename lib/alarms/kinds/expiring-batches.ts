import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import type { ObservedStream } from './observed-batches';

/**
 * The queue keeps its message for two weeks, but the stream has the records for hours only.
 *
 * @internal
 */
export const EXPIRING_BATCHES: SourceAlarmDefinition<ObservedStream> = {
  kind: 'expiringBatches',
  id: 'ExpiringBatches',
  severity: AlarmSeverity.CRITICAL,
  threshold: ({ readableFor }) => Math.round(readableFor.toSeconds() / 2),
  isGauge: () => true,
  message: ({ ownQueue, retention }) =>
    `The stream will soon forget the records of a batch in the queue ${ownQueue?.queueName}: it keeps them for ${retention.toHours()} hours. Look first at the message, and read its records again or save them.`,
  metric: ({ ownQueue }, period) => ownQueue?.metricApproximateAgeOfOldestMessage({ period, statistic: cloudwatch.Stats.MAXIMUM }),
};
