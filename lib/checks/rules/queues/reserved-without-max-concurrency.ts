import { CheckLevel } from '../../check-level';
import { fn, mapping, queue, streamMapping, table } from '../examples/parts';
import { type Mapping, SourceKind } from '../../../template-model/mapping';
import type { Example, Examples, Hit, Rule } from '../../rule';

const reads = (ReservedConcurrentExecutions: unknown, properties: Record<string, unknown> = {}): Example => ({
  Orders: fn({ ReservedConcurrentExecutions }),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders', properties),
});

/** @internal */
export const RESERVED_WITHOUT_MAX_CONCURRENCY: Rule = {
  id: 'ReservedWithoutMaxConcurrency',
  level: CheckLevel.WARNING,
  wrong: 'A function with reserved concurrency reads a queue that knows nothing of that limit.',
  consequence:
    'Under load Lambda fetches more messages than the function may take; they are throttled, and healthy ones wander into the redrive queue.',
  wayOut: "set 'ScalingConfig.MaximumConcurrency' of the mapping to no more than what is reserved",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  *find(picture): Iterable<Hit> {
    for (const mapping of picture.mappings) {
      const reserved = mapping.invoked?.fn.reservedConcurrency;
      if (!reserved || !knowsNoLimit(mapping)) continue;
      yield {
        resource: mapping.resource,
        property: 'ScalingConfig.MaximumConcurrency',
        sentence: `'MaximumConcurrency' must be given for a function with ${reserved} reserved executions, got none`,
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
