import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { DEFAULTS } from '../../core/defaults';
import type { AlarmDefinition } from '../alarm-definition';
import { AlarmSeverity } from '../alarm-severity';

/**
 * The depth of a queue rings once and stays; this one rings again before the queue forgets its oldest event.
 *
 * @internal
 */
export const EXPIRING_EVENTS: AlarmDefinition = {
  kind: 'expiringEvents',
  id: 'ExpiringEvents',
  severity: AlarmSeverity.CRITICAL,
  threshold: DEFAULTS.failureAgeAlarm.toSeconds(),
  isGauge: () => true,
  message: ({ ownQueue }) =>
    `The oldest failed event in the queue ${ownQueue?.queueName} will soon be forgotten: the queue keeps events for ${DEFAULTS.failureRetention.toDays()} days. Look first at its messages, and save or invoke them again.`,
  metric: ({ ownQueue }, period) => ownQueue?.metricApproximateAgeOfOldestMessage({ period, statistic: cloudwatch.Stats.MAXIMUM }),
};
