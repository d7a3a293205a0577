import type { AlarmKind } from '../alarm-kind';
import { AlarmSeverity } from '../alarm-severity';
import type { ObservedQueue } from '../observed';

/** @internal */
export const OLDEST_MESSAGE: AlarmKind<ObservedQueue, 'oldestMessage'> = {
  kind: 'oldestMessage',
  id: 'OldestMessage',
  severity: AlarmSeverity.WARNING,
  belongsTo: 'eventSource',
  row: 'traffic',
  threshold: ({ lateAfter }) => lateAfter.toSeconds(),
  most: ({ retention }) => retention,
  isGauge: () => true,
  message:
    'A message waits longer than all of its deliveries take: the function does not keep up, or does not read the queue. Look first at its errors, throttles and concurrency.',
  metric: ({ queue }, window) => queue?.metricApproximateAgeOfOldestMessage(window),
};
