import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

/** @internal */
export const REDRIVE_RETENTION: Rule = {
  id: 'RedriveRetention',
  severity: CheckSeverity.WARNING,
  problem: 'A dead-letter queue has a shorter retention period than its source queue.',
  impact: 'SQS counts from when a message was first sent, so it can delete a failed message before anybody sees it.',
  fix: "Set 'MessageRetentionPeriod' of the dead-letter queue to 1209600 (14 days).",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html',
  *find(model): Iterable<Violation> {
    for (const { resource, isFifo, name, retention, redrive, reader } of model.sourceQueues) {
      const target = redrive && model.queues.get(redrive);
      // Where a function reads the dead-letter queue, nobody has to look at it in time.
      const storedFor = target?.readers.length === 0 ? target.retention : undefined;
      // In a FIFO queue the period starts again.
      if (isFifo !== false || storedFor === undefined || retention === undefined || storedFor >= retention) continue;
      yield {
        resource: redrive ?? resource,
        property: 'MessageRetentionPeriod',
        message: `'MessageRetentionPeriod' must be above the retention period of ${name} (${retention} seconds), got ${storedFor}`,
        fn: reader,
      };
    }
  },
  examples: (): Examples => ({
    fixed: {
      Orders: fn(),
      Queue: queue(redrive('Failed')),
      Failed: queue({ MessageRetentionPeriod: 1_209_600 }),
      Mapping: mapping('Queue', 'Orders'),
    },
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
