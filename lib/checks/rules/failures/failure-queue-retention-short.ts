import { QUEUE_DEFAULTS } from '../../../service-limits/queue-times';
import { RecordForm } from '../../../template-model/failures/failure-queues';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, mapping, queue, redrive, ref } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure } from '../examples/triggers';

const LEAST = QUEUE_DEFAULTS.retention;

const fifo = (MessageRetentionPeriod: number) => ({
  Orders: fn(),
  Queue: queue({ FifoQueue: true, MessageRetentionPeriod: 1_209_600, ...redrive('Failed') }),
  Failed: queue({ FifoQueue: true, MessageRetentionPeriod }),
  Mapping: mapping('Queue', 'Orders'),
});

/** @internal */
export const FAILURE_QUEUE_RETENTION_SHORT: Rule = {
  id: 'FailureQueueRetentionShort',
  severity: CheckSeverity.WARNING,
  problem: 'A failure queue keeps its messages for less than four days.',
  impact: 'Events that fail before a long weekend expire before anybody can look at them.',
  fix: "Set 'MessageRetentionPeriod' of the queue to 1209600 (14 days).",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html',
  *find(model) {
    for (const [resource, failures] of model.failureQueues) {
      const retention = model.queues.get(resource)?.retention;
      // In a standard queue the period of a redriven message began in its source queue, which another rule compares.
      const isFifo = model.queues.get(resource)?.isFifo === true;
      const sent = failures.find(({ form }) => form !== RecordForm.MESSAGES || isFifo);
      if (!sent || retention === undefined || retention >= LEAST) continue;
      yield {
        resource,
        property: 'MessageRetentionPeriod',
        value: 14 * 24 * 60 * 60,
        message: `'MessageRetentionPeriod' must be at least ${LEAST} seconds (4 days) for ${sent.form}, got ${retention}`,
        fn: sent.fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: { Orders: fn(deadLetters('Failed')), Failed: queue({ MessageRetentionPeriod: 1_209_600 }) },
    bad: [
      { Orders: fn(deadLetters('Failed')), Failed: queue({ MessageRetentionPeriod: 345_599 }) },
      { Orders: fn(), Config: invokeConfig('Orders', onFailure(arn('Failed'))), Failed: queue({ MessageRetentionPeriod: 3600 }) },
      // In a FIFO queue the period begins again when a message is moved.
      fifo(86_400),
    ],
    good: [
      fifo(604_800),
      { Orders: fn(deadLetters('Failed')), Failed: queue({ MessageRetentionPeriod: 345_600 }) },
      { Orders: fn(deadLetters('Failed')), Failed: queue() },
      { Orders: fn(deadLetters('Failed')), Failed: queue({ MessageRetentionPeriod: ref('Retention') }) },
      { Orders: fn(), Failed: queue({ MessageRetentionPeriod: 3600 }) },
    ],
  }),
};
