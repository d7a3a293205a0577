import { CheckLevel } from '../../check-level';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, mapping, queue } from '../examples/parts';
import type { Examples, Hit, Rule } from '../../rule';

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
  level: CheckLevel.WARNING,
  wrong: 'A function that reads a queue has alarms, and none of them hears that messages wait.',
  consequence: 'A reader that is throttled, switched off or too slow fails no invocation: messages gather until the queue forgets them.',
  wayOut: "make an alarm on the queue's 'ApproximateAgeOfOldestMessage' with the statistic Maximum",
  page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html',
  *find(picture): Iterable<Hit> {
    for (const { resource, name, readers, reader } of picture.sourceQueues) {
      if (!reader || picture.watch.isOn(reader) !== true || !readers.some(({ mayRead }) => mayRead)) continue;
      if (picture.watch.hasAlarm('AWS/SQS', BACKLOG, resource) !== false) continue;
      yield { resource, sentence: `'ApproximateAgeOfOldestMessage' of ${name} must have an alarm, got others only`, fn: reader };
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
