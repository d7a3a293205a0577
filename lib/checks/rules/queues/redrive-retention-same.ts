import { CheckSeverity } from '../../check-level';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

const DAY = 86_400;

/** @internal */
export const REDRIVE_RETENTION_SAME: Rule = {
  id: 'RedriveRetentionSame',
  severity: CheckSeverity.INFO,
  problem: 'A redrive queue keeps messages just as long as the queue that they come from.',
  impact: 'SQS counts from when a message was first sent: the longer it waited, the less time is left to look at it.',
  fix: "set the redrive queue's 'MessageRetentionPeriod' to 1209600, which is 14 days",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html',
  *find(model): Iterable<Violation> {
    for (const { resource, isFifo, name, retention, redrive, reader } of model.sourceQueues) {
      const target = redrive && model.queues.get(redrive);
      // Where a function reads it, nobody has to come and look.
      const kept = target?.readers.length === 0 ? target.retention : undefined;
      // Longer than the longest it cannot be.
      if (isFifo !== false || kept === undefined || kept !== retention || kept >= 14 * DAY) continue;
      yield {
        resource: redrive ?? resource,
        property: 'MessageRetentionPeriod',
        message: `'MessageRetentionPeriod' must be above that of ${name} (${retention} seconds), got the same`,
        fn: reader,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders') }],
    good: [
      {
        Orders: fn(),
        Queue: queue(redrive('Failed')),
        Failed: queue({ MessageRetentionPeriod: 345_601 }),
        Mapping: mapping('Queue', 'Orders'),
      },
      {
        Orders: fn(),
        Queue: queue({ MessageRetentionPeriod: 14 * DAY, ...redrive('Failed') }),
        Failed: queue({ MessageRetentionPeriod: 14 * DAY }),
        Mapping: mapping('Queue', 'Orders'),
      },
      {
        Orders: fn(),
        Queue: queue({ FifoQueue: true, ...redrive('Failed') }),
        Failed: queue({ FifoQueue: true }),
        Mapping: mapping('Queue', 'Orders'),
      },
      {
        Orders: fn(),
        Queue: queue({ MessageRetentionPeriod: { Ref: 'Seconds' }, ...redrive('Failed') }),
        Failed: queue(),
        Mapping: mapping('Queue', 'Orders'),
      },
      { Queue: queue(redrive('Failed')), Failed: queue() },
      {
        Orders: fn(),
        Queue: queue(redrive('Failed')),
        Failed: queue(),
        Mapping: mapping('Queue', 'Orders'),
        Repair: fn(),
        Repairing: mapping('Failed', 'Repair'),
      },
    ],
  }),
};
