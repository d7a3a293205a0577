import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, mapping, queue } from '../examples/parts';

const BACKLOG = [
  'ApproximateAgeOfOldestMessage',
  'ApproximateAgeOfOldestMessageInQuietGroups',
  'ApproximateNumberOfMessagesVisible',
  'ApproximateNumberOfMessagesVisibleInQuietGroups',
];

const reader = { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders'), Alarm: errorsAlarm('Orders') };
const onQueue = (metric: string) => alarm('AWS/SQS', metric, { QueueName: { 'Fn::GetAtt': ['Queue', 'QueueName'] } });

/** @internal */
export const QUEUE_AGE_WITHOUT_ALARM: Rule = {
  id: 'QueueAgeWithoutAlarm',
  severity: CheckSeverity.WARNING,
  problem: 'A function that reads a queue has alarms, but none of them watches how long messages wait.',
  impact: 'When the function is throttled, disabled or too slow, no invocation fails, and messages wait until the queue deletes them.',
  fix: "Add an alarm on the metric 'ApproximateAgeOfOldestMessage' of the queue with 'Statistic' Maximum.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html',
  *find(model): Iterable<Violation> {
    for (const { resource, name, readers, reader } of model.sourceQueues) {
      if (!reader || model.watch.isOn(reader) !== true || !readers.some(({ mayRead }) => mayRead)) continue;
      if (model.watch.hasAlarm('AWS/SQS', BACKLOG, resource) !== false) continue;
      yield {
        resource,
        message: `'ApproximateAgeOfOldestMessage' of ${name} must have an alarm, got alarms on other metrics only`,
        fn: reader,
      };
    }
  },
  examples: (): Examples => ({
    bad: [reader],
    good: [
      { ...reader, Age: onQueue('ApproximateAgeOfOldestMessage') },
      { ...reader, Depth: onQueue('ApproximateNumberOfMessagesVisible') },
      { ...reader, Depth: alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: { Ref: 'Name' } }) },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
    ],
  }),
};
