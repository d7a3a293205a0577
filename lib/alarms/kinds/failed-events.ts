import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from '../alarm-definition';
import { AlarmSeverity } from '../alarm-severity';

/**
 * The depth of the own queue, or else the dropped events: Lambda counts an event as dropped also when its failure
 * target received it, so watching both would ring twice for one.
 *
 * @internal
 */
export const FAILED_EVENTS: AlarmDefinition = {
  kind: 'failedEvents',
  id: 'FailedEvents',
  severity: AlarmSeverity.CRITICAL,
  threshold: 0,
  isGauge: ({ ownQueue }) => ownQueue !== undefined,
  message: ({ ownQueue, hasDestination, hasDeadLetters }) => {
    if (ownQueue)
      return `An asynchronous event failed for good and waits in the queue ${ownQueue.queueName}. Look first at the cause in its message, mend it, then invoke the function with the event again.`;
    if (hasDestination || hasDeadLetters)
      return 'An asynchronous event failed for good and went to the failure target. Look first at the event there.';
    return 'An asynchronous event failed for good and is lost, since no failure capture is set. Look first at the error in the logs.';
  },
  metric: ({ live, ownQueue }, period) =>
    ownQueue
      ? ownQueue.metricApproximateNumberOfMessagesVisible({ period, statistic: cloudwatch.Stats.MAXIMUM })
      : live.metric('AsyncEventsDropped', { period, statistic: cloudwatch.Stats.SUM }),
};
