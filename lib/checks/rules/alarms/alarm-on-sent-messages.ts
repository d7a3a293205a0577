import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm } from '../examples/alarms';
import { queue, redrive } from '../examples/parts';

const SEEN = ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'];

const watched = (MetricName: string, properties: Record<string, unknown> = {}) =>
  alarm('AWS/SQS', MetricName, { QueueName: { 'Fn::GetAtt': ['Redrive', 'QueueName'] } }, properties);
const orders = { Queue: queue(redrive('Redrive')), Redrive: queue() };

/** @internal */
export const ALARM_ON_SENT_MESSAGES: Rule = {
  id: 'AlarmOnSentMessages',
  severity: CheckSeverity.ERROR,
  problem: "An alarm on a dead-letter queue uses the metric 'NumberOfMessagesSent'.",
  impact: 'SQS does not count messages that it moves by a redrive policy, so failed messages collect in the queue and nobody is notified.',
  fix: "Set 'MetricName' to 'ApproximateNumberOfMessagesVisible' and 'Statistic' to Maximum.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html',
  *find(model): Iterable<Violation> {
    const redriveQueues = new Set([...model.queues.values()].map((queue) => queue.redrive));
    for (const alarm of model.alarms) {
      const { metric } = alarm;
      if (metric?.namespace !== 'AWS/SQS' || metric.name !== 'NumberOfMessagesSent' || alarm.watchesRise !== true) continue;
      const queue = alarm.subjectsOf(metric).find((subject) => redriveQueues.has(subject));
      if (!queue || model.alarmsOn(queue).some((other) => other.watches('AWS/SQS', SEEN, queue))) continue;
      yield {
        resource: alarm.resource,
        property: 'MetricName',
        message: `'MetricName' must count messages that a redrive policy moves to ${queue.label}, got NumberOfMessagesSent`,
        fn: model.surroundings.functionsOf(queue)[0],
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
