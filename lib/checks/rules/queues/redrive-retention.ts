import { CheckSeverity } from '../../check-level';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

/** @internal */
export const REDRIVE_RETENTION: Rule = {
  id: 'RedriveRetention',
  severity: CheckSeverity.WARNING,
  problem: 'A redrive queue keeps messages for less time than the queue that they come from.',
  impact:
    'SQS counts from when a message was first sent: one that waited is forgotten as it comes to the redrive queue, before anybody sees it.',
  fix: "set the redrive queue's 'MessageRetentionPeriod' to 1209600, which is 14 days",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html',
  *find(model): Iterable<Violation> {
    for (const { resource, isFifo, name, retention, redrive, reader } of model.sourceQueues) {
      const target = redrive && model.queues.get(redrive);
      // Where a function reads it, nobody has to come and look.
      const kept = target?.readers.length === 0 ? target.retention : undefined;
      // FIFO counts anew.
      if (isFifo !== false || kept === undefined || retention === undefined || kept >= retention) continue;
      yield {
        resource: redrive ?? resource,
        property: 'MessageRetentionPeriod',
        message: `'MessageRetentionPeriod' must be above that of ${name} (${retention} seconds), got ${kept}`,
        fn: reader,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      {
        Orders: fn(),
        Queue: queue(redrive('Failed')),
        Failed: queue({ MessageRetentionPeriod: 345_599 }),
        Mapping: mapping('Queue', 'Orders'),
      },
      {
        Orders: fn(),
        Queue: queue({ MessageRetentionPeriod: 1_209_600, ...redrive('Failed') }),
        Failed: queue(),
        Mapping: mapping('Queue', 'Orders'),
      },
    ],
    good: [
      { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders') },
      {
        Orders: fn(),
        Queue: queue({ FifoQueue: true, MessageRetentionPeriod: 1_209_600, ...redrive('Failed') }),
        Failed: queue({ FifoQueue: true }),
        Mapping: mapping('Queue', 'Orders'),
      },
      {
        Orders: fn(),
        Queue: queue(redrive('Failed')),
        Failed: queue({ MessageRetentionPeriod: { Ref: 'Seconds' } }),
        Mapping: mapping('Queue', 'Orders'),
      },
      {
        Orders: fn(),
        Queue: queue({ MessageRetentionPeriod: { Ref: 'Seconds' }, ...redrive('Failed') }),
        Failed: queue({ MessageRetentionPeriod: 60 }),
        Mapping: mapping('Queue', 'Orders'),
      },
      { Queue: queue({ MessageRetentionPeriod: 1_209_600, ...redrive('Failed') }), Failed: queue() },
      {
        Orders: fn(),
        Queue: queue({ MessageRetentionPeriod: 1_209_600, ...redrive('Failed') }),
        Failed: queue(),
        Mapping: mapping('Queue', 'Orders'),
        Repair: fn(),
        Repairing: mapping('Failed', 'Repair'),
      },
    ],
  }),
};
