import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

/** @internal */
export const QUEUE_WITHOUT_REDRIVE: Rule = {
  id: 'QueueWithoutRedrive',
  severity: CheckSeverity.ERROR,
  problem: 'A function reads a queue that has no redrive policy.',
  impact: 'A message that always fails is retried until the queue deletes it after its retention period.',
  fix: "Set 'RedrivePolicy' of the queue to a dedicated dead-letter queue with 'maxReceiveCount' 5.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html',
  equivalents: ['cdk-nag AwsSolutions-SQS3', 'cdk-nag Serverless-SQSRedrivePolicy'],
  *find(model): Iterable<Violation> {
    const lastStops = new Set([...model.queues.values()].map(({ redrive }) => redrive));
    for (const { resource, hasRedrive, reader, readers } of model.sourceQueues) {
      // What fails again where failed messages are worked on has nowhere else to go.
      if (hasRedrive !== false || lastStops.has(resource) || !readers.some(({ mayRead }) => mayRead)) continue;
      yield {
        resource,
        property: 'RedrivePolicy',
        message: "'RedrivePolicy' must be set on a queue that a function reads, got none",
        fn: reader,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
      { Queue: queue(), Mapping: mapping('Queue', 'Elsewhere', { FunctionName: 'elsewhere' }) },
    ],
    good: [
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { Enabled: false }) },
      { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders') },
      // Nobody reads it here
      { Queue: queue() },
      // The last stop, read by another function
      {
        Orders: fn(),
        Queue: queue(redrive('Failed')),
        Mapping: mapping('Queue', 'Orders'),
        Repair: fn(),
        Failed: queue(),
        Repairing: mapping('Failed', 'Repair'),
      },
      {
        Orders: fn(),
        Queue: queue({ RedrivePolicy: { 'Fn::If': ['IsProduction', { maxReceiveCount: 5 }, { Ref: 'AWS::NoValue' }] } }),
        Mapping: mapping('Queue', 'Orders'),
      },
      { Orders: fn(), Mapping: mapping('Queue', 'Orders', { EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders' }) },
    ],
  }),
};
