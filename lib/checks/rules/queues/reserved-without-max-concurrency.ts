import { type Mapping, SourceKind } from '../../../template-model/mapping';
import { CheckSeverity } from '../../check-level';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, streamMapping, table } from '../examples/parts';

const reads = (ReservedConcurrentExecutions: unknown, properties: Record<string, unknown> = {}): Example => ({
  Orders: fn({ ReservedConcurrentExecutions }),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders', properties),
});

/** @internal */
export const RESERVED_WITHOUT_MAX_CONCURRENCY: Rule = {
  id: 'ReservedWithoutMaxConcurrency',
  severity: CheckSeverity.WARNING,
  problem: 'A function with reserved concurrency reads a queue that knows nothing of that limit.',
  impact:
    'Under load Lambda fetches more messages than the function may take; they are throttled, and healthy ones wander into the redrive queue.',
  fix: "set 'ScalingConfig.MaximumConcurrency' of the mapping to no more than what is reserved",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const reserved = mapping.invoked?.fn.reservedConcurrency;
      if (!reserved || !knowsNoLimit(mapping)) continue;
      yield {
        resource: mapping.resource,
        property: 'ScalingConfig.MaximumConcurrency',
        message: `'MaximumConcurrency' must be given for a function with ${reserved} reserved executions, got none`,
        fn: mapping.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [reads(10), reads(1000, { ScalingConfig: {} })],
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
