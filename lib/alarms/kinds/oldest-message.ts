import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmSeverity } from '../alarm-severity';
import type { SourceAlarmDefinition } from '../source-alarm-definition';
import type { WatchedQueue } from './observed-queue';

/** @internal */
export const OLDEST_MESSAGE: SourceAlarmDefinition<WatchedQueue> = {
  kind: 'oldestMessage',
  id: 'OldestMessage',
  severity: AlarmSeverity.WARNING,
  threshold: ({ lateAfter }) => lateAfter.toSeconds(),
  isGauge: () => true,
  message: () =>
    'A message waits longer than all of its deliveries take, so the function does not keep up, or does not read. Look first at its errors, throttles and concurrency.',
  metric: ({ queue }, period) => queue?.metricApproximateAgeOfOldestMessage({ period, statistic: cloudwatch.Stats.MAXIMUM }),
};
