import type { ApplicationModel } from '../application-model';
import type { Alarm } from './alarm';

const DEPTH = 'ApproximateNumberOfMessagesVisible';

/** Whether the alarm counts the messages of a failure queue that no function reads: each of them is a loss. @internal */
export function countsStoredFailures(alarm: Alarm, { failureQueues, queues }: ApplicationModel): boolean {
  const { metric } = alarm;
  return (
    metric?.namespace === 'AWS/SQS' &&
    metric.name === DEPTH &&
    alarm.subjectsOf(metric).some((subject) => failureQueues.has(subject) && (queues.get(subject)?.readers.length ?? 0) === 0)
  );
}
