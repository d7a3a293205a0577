import { CheckLevel } from '../../check-level';
import { fn, mapping, queue, redrive } from '../examples/parts';
import type { Examples, Hit, Rule } from '../../rule';

/** @internal */
export const REDRIVE_RETENTION: Rule = {
  id: 'RedriveRetention',
  level: CheckLevel.WARNING,
  wrong: 'A redrive queue keeps messages for less time than the queue that they come from.',
  consequence:
    'SQS counts from when a message was first sent: one that waited is forgotten as it comes to the redrive queue, before anybody sees it.',
  wayOut: "set the redrive queue's 'MessageRetentionPeriod' to 1209600, which is 14 days",
  page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html',
  *find(picture): Iterable<Hit> {
    for (const { resource, isFifo, name, retention, redrive, reader } of picture.sourceQueues) {
      const target = redrive && picture.queues.get(redrive);
      // Where a function reads it, nobody has to come and look.
      const kept = target?.readers.length === 0 ? target.retention : undefined;
      // FIFO counts anew.
      if (isFifo !== false || kept === undefined || retention === undefined || kept >= retention) continue;
      yield {
        resource: redrive ?? resource,
        property: 'MessageRetentionPeriod',
        sentence: `'MessageRetentionPeriod' must be above that of ${name} (${retention} seconds), got ${kept}`,
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
