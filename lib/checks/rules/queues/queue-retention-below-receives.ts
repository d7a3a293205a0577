import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive, ref } from '../examples/parts';

const read = { Orders: fn({ Timeout: 150 }), Failed: queue({ MessageRetentionPeriod: 1_209_600 }), Mapping: mapping('Queue', 'Orders') };

/** @internal */
export const QUEUE_RETENTION_BELOW_RECEIVES: Rule = {
  id: 'QueueRetentionBelowReceives',
  severity: CheckSeverity.WARNING,
  problem: 'A queue keeps its messages for less time than all receives of a failing message take.',
  impact: 'A message that keeps timing out expires before it is moved to the dead-letter queue, and is lost.',
  fix: "Set 'MessageRetentionPeriod' of the queue to more than 'VisibilityTimeout' times 'maxReceiveCount'.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  *find(model): Iterable<Violation> {
    for (const { resource, name, retention, visibilityTimeout, maxReceiveCount, reader } of model.sourceQueues) {
      if (retention === undefined || visibilityTimeout === undefined || maxReceiveCount === undefined) continue;
      const needed = visibilityTimeout * maxReceiveCount;
      if (retention > needed) continue;
      yield {
        resource,
        property: 'MessageRetentionPeriod',
        message: `'MessageRetentionPeriod' of ${name} must be above ${needed} seconds, ${maxReceiveCount} receives of ${visibilityTimeout} seconds each, got ${retention}`,
        fn: reader,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ ...read, Queue: queue({ VisibilityTimeout: 900, MessageRetentionPeriod: 3600, ...redrive('Failed', 5) }) }],
    good: [
      { ...read, Queue: queue({ VisibilityTimeout: 900, MessageRetentionPeriod: 345_600, ...redrive('Failed', 5) }) },
      { ...read, Queue: queue({ VisibilityTimeout: 900, MessageRetentionPeriod: ref('Retention'), ...redrive('Failed', 5) }) },
      { ...read, Queue: queue({ VisibilityTimeout: 900, MessageRetentionPeriod: 3600 }) },
      { ...read, Queue: queue(redrive('Failed', 5)) },
    ],
  }),
};
