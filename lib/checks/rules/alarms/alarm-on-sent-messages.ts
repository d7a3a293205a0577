import { CheckLevel } from '../../check-level';
import { alarm } from '../examples/alarms';
import { queue, redrive } from '../examples/parts';
import type { Examples, Hit, Rule } from '../../rule';

const SEEN = ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'];

const watched = (MetricName: string, properties: Record<string, unknown> = {}) =>
  alarm('AWS/SQS', MetricName, { QueueName: { 'Fn::GetAtt': ['Redrive', 'QueueName'] } }, properties);
const orders = { Queue: queue(redrive('Redrive')), Redrive: queue() };

/** @internal */
export const ALARM_ON_SENT_MESSAGES: Rule = {
  id: 'AlarmOnSentMessages',
  level: CheckLevel.ERROR,
  wrong: 'An alarm on a redrive queue counts the messages that were sent to it.',
  consequence: 'What SQS moves there was never sent: messages gather, and the alarm stays silent.',
  wayOut: "watch 'ApproximateNumberOfMessagesVisible' with the statistic Maximum",
  page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html',
  *find(picture): Iterable<Hit> {
    const redriveQueues = new Set([...picture.queues.values()].map((queue) => queue.redrive));
    for (const alarm of picture.alarms) {
      const { metric } = alarm;
      if (metric?.namespace !== 'AWS/SQS' || metric.name !== 'NumberOfMessagesSent' || alarm.watchesRise !== true) continue;
      const queue = alarm.subjectsOf(metric).find((subject) => redriveQueues.has(subject));
      if (!queue || picture.alarmsOn(queue).some((other) => other.watches('AWS/SQS', SEEN, queue))) continue;
      yield {
        resource: alarm.resource,
        property: 'MetricName',
        sentence: `'MetricName' must be one that sees what is moved to ${queue.id}, got NumberOfMessagesSent`,
        fn: picture.surroundings.functionsOf(queue)[0],
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ ...orders, Alarm: watched('NumberOfMessagesSent') }],
    good: [
      { ...orders, Alarm: watched('ApproximateNumberOfMessagesVisible') },
      { ...orders, Alarm: watched('NumberOfMessagesSent'), Depth: watched('ApproximateNumberOfMessagesVisible') },
      { ...orders, Alarm: watched('NumberOfMessagesSent', { ComparisonOperator: 'LessThanThreshold', Threshold: 1 }) },
      // A destination of a function does send.
      { Redrive: queue(), Alarm: watched('NumberOfMessagesSent') },
    ],
  }),
};
