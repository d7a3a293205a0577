import { type Mapping, SourceKind } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, streamMapping, table } from '../examples/parts';

const reads = (ReservedConcurrentExecutions: unknown, properties: Record<string, unknown> = {}): Example => ({
  Orders: fn({ ReservedConcurrentExecutions }),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders', properties),
});

/** Lambda accepts no lower maximum. */
const LEAST = 2;

/** @internal */
export const RESERVED_WITHOUT_MAX_CONCURRENCY: Rule = {
  id: 'ReservedWithoutMaxConcurrency',
  severity: CheckSeverity.WARNING,
  problem: 'A function with reserved concurrency reads a queue without a maximum concurrency.',
  impact:
    'Under load Lambda receives more messages than the function can process, throttles it, and messages that never failed are moved to the dead-letter queue.',
  fix: "Set 'ScalingConfig.MaximumConcurrency' of the mapping to at most the reserved concurrency, and reserve at least 2, which is the least maximum.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const reserved = mapping.invoked?.fn.reservedConcurrency;
      if (!reserved || !knowsNoLimit(mapping)) continue;
      const fn = mapping.invoked?.fn;
      if (fn && reserved < LEAST) {
        const message = `'ReservedConcurrentExecutions' must be at least ${LEAST} for a function that reads a queue, got ${reserved}`;
        yield { resource: fn.resource, property: 'ReservedConcurrentExecutions', message, fn };
        continue;
      }
      yield {
        resource: mapping.resource,
        property: 'ScalingConfig.MaximumConcurrency',
        message: `'MaximumConcurrency' must be set for a function with a reserved concurrency of ${reserved}, got none`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [reads(10), reads(1000, { ScalingConfig: {} }), reads(1)],
    good: [
      reads(10, { ScalingConfig: { MaximumConcurrency: 10 } }),
      reads(10, { ScalingConfig: { MaximumConcurrency: { Ref: 'Most' } } }),
      reads(10, { ProvisionedPollerConfig: { MaximumPollers: 2 } }),
      reads(10, { Enabled: false }),
      reads(0),
      reads(undefined),
      reads({ Ref: 'Reserved' }),
      { Reader: fn({ ReservedConcurrentExecutions: 10 }), Orders: table(), Mapping: streamMapping('Orders', 'Reader') },
    ],
  }),
};

const knowsNoLimit = ({ kind, resource, isEnabled }: Mapping): boolean =>
  kind === SourceKind.SQS &&
  isEnabled === true &&
  resource.has('ScalingConfig.MaximumConcurrency') === false &&
  resource.has('ProvisionedPollerConfig') === false;
