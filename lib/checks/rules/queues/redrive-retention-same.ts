import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

const DAY = 86_400;

/** @internal */
export const REDRIVE_RETENTION_SAME: Rule = {
  id: 'RedriveRetentionSame',
  severity: CheckSeverity.INFO,
  problem: 'A dead-letter queue has the same retention period as its source queue.',
  impact:
    'SQS counts from when a message was first sent, so the longer a message was retried, the sooner it is deleted from the dead-letter queue.',
  fix: "Set 'MessageRetentionPeriod' of the dead-letter queue to 1209600 (14 days).",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html',
  *find(model): Iterable<Violation> {
    for (const { resource, isFifo, name, retention, redrive, reader } of model.sourceQueues) {
      const target = redrive && model.queues.get(redrive);
      // Where a function reads the dead-letter queue, nobody has to look at it in time.
      const storedFor = target?.readers.length === 0 ? target.retention : undefined;
      // 14 days is the maximum.
      if (isFifo !== false || storedFor === undefined || storedFor !== retention || storedFor >= 14 * DAY) continue;
      yield {
        resource: redrive ?? resource,
        property: 'MessageRetentionPeriod',
        message: `'MessageRetentionPeriod' must be above the retention period of ${name} (${retention} seconds), got the same`,
        fn: reader,
      };
    }
  },
  examples: (): Examples => ({
    fixed: {
      Orders: fn(),
      Queue: queue(redrive('Failed')),
      Failed: queue({ MessageRetentionPeriod: 14 * DAY }),
      Mapping: mapping('Queue', 'Orders'),
    },
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
