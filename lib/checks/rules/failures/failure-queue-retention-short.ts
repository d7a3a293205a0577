import { QUEUE_DEFAULTS } from '../../../service-limits/queue-times';
import { Form } from '../../../template-model/failure-queues';
import { CheckSeverity } from '../../check-level';
import type { Examples, Rule } from '../../rule';
import { arn, fn, queue, ref } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure } from '../examples/triggers';

const LEAST = QUEUE_DEFAULTS.retention;

/** @internal */
export const FAILURE_QUEUE_RETENTION_SHORT: Rule = {
  id: 'FailureQueueRetentionShort',
  severity: CheckSeverity.WARNING,
  problem: 'A queue forgets failures sooner than people come back from a long weekend.',
  impact: 'What failed on the evening before is gone before somebody looks.',
  fix: "raise 'MessageRetentionPeriod' to 1209600 seconds, which are 14 days and cost nothing more",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html',
  *find(model) {
    for (const [resource, kept] of model.failureQueues) {
      const retention = model.queues.get(resource)?.retention;
      // How long a redrive queue keeps its messages hangs on its source too.
      const sent = kept.find(({ form }) => form !== Form.MESSAGES);
      if (!sent || retention === undefined || retention >= LEAST) continue;
      yield {
        resource,
        property: 'MessageRetentionPeriod',
        message: `'MessageRetentionPeriod' must be at least ${LEAST} seconds (4 days) for ${sent.form}, got ${retention}`,
        fn: sent.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(deadLetters('Failed')), Failed: queue({ MessageRetentionPeriod: 345_599 }) },
      { Orders: fn(), Config: invokeConfig('Orders', onFailure(arn('Failed'))), Failed: queue({ MessageRetentionPeriod: 3600 }) },
    ],
    good: [
      { Orders: fn(deadLetters('Failed')), Failed: queue({ MessageRetentionPeriod: 345_600 }) },
      { Orders: fn(deadLetters('Failed')), Failed: queue() },
      { Orders: fn(deadLetters('Failed')), Failed: queue({ MessageRetentionPeriod: ref('Retention') }) },
      { Orders: fn(), Failed: queue({ MessageRetentionPeriod: 3600 }) },
    ],
  }),
};
