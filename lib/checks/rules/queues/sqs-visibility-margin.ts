import { leastVisibility } from '../../../service-limits/queue-times';
import { SourceKind } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue } from '../examples/parts';

/** @internal */
export const SQS_VISIBILITY_MARGIN: Rule = {
  id: 'SqsVisibilityMargin',
  severity: CheckSeverity.WARNING,
  problem: 'The visibility timeout of a queue is less than six times the timeout of the function that reads it.',
  impact:
    'When Lambda retries a throttled batch, its messages become visible again: they are processed twice or moved to the dead-letter queue.',
  fix: "Set 'VisibilityTimeout' of the queue to six times the function's timeout plus the batching window.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  *find(model): Iterable<Violation> {
    for (const { kind, resource, source, invoked } of model.mappings) {
      const visibility = kind === SourceKind.SQS && source ? model.queues.get(source)?.visibilityTimeout : undefined;
      const timeout = invoked?.fn.timeout;
      if (!source || visibility === undefined || timeout === undefined) continue;
      // How long a batch takes follows from its execution, not from one of its invocations.
      if (invoked?.fn.resource.has('DurableConfig') !== false) continue;
      const window = resource.number('MaximumBatchingWindowInSeconds', 0);
      const least = leastVisibility(timeout, window ?? 0);
      // Below the timeout itself another rule says it.
      if (visibility < timeout || visibility >= least) continue;
      yield {
        resource: source,
        property: 'VisibilityTimeout',
        value: least,
        message:
          `'VisibilityTimeout' must be at least ${least} seconds, six times the timeout of ${invoked?.fn.name} (${timeout}) ` +
          `plus the batching window (${window ?? 'not known'}), got ${visibility}`,
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn({ Timeout: 10 }), Queue: queue({ VisibilityTimeout: 59 }), Mapping: mapping('Queue', 'Orders') },
      { Orders: fn({ Timeout: 10 }), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
      { Orders: fn({ Timeout: 30 }), Queue: queue({ VisibilityTimeout: 30 }), Mapping: mapping('Queue', 'Orders') },
      {
        Orders: fn({ Timeout: 10 }),
        Queue: queue({ VisibilityTimeout: 60 }),
        Mapping: mapping('Queue', 'Orders', { MaximumBatchingWindowInSeconds: 1 }),
      },
    ],
    good: [
      { Orders: fn({ Timeout: 10 }), Queue: queue({ VisibilityTimeout: 60 }), Mapping: mapping('Queue', 'Orders') },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
      {
        Orders: fn({ Timeout: 10, DurableConfig: { ExecutionTimeout: 5 } }),
        Queue: queue({ VisibilityTimeout: 30 }),
        Mapping: mapping('Queue', 'Orders'),
      },
      { Orders: fn({ Timeout: { Ref: 'Seconds' } }), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
      // Shorter than the timeout itself
      { Orders: fn({ Timeout: 60 }), Queue: queue({ VisibilityTimeout: 30 }), Mapping: mapping('Queue', 'Orders') },
      {
        Orders: fn({ Timeout: 10 }),
        Queue: queue({ VisibilityTimeout: 60 }),
        Mapping: mapping('Queue', 'Orders', { MaximumBatchingWindowInSeconds: { Ref: 'Window' } }),
      },
      { Orders: fn({ Timeout: 10 }), Queue: queue({ VisibilityTimeout: { Ref: 'Seconds' } }), Mapping: mapping('Queue', 'Orders') },
    ],
  }),
};
