import { concurrencyAbove } from '../../../service-limits/queue-concurrency';
import { type Mapping, SourceKind } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue } from '../examples/parts';

const reads = (reserved: unknown, ...mappings: Record<string, unknown>[]): Example => ({
  Orders: fn({ ReservedConcurrentExecutions: reserved }),
  ...Object.fromEntries(
    mappings.flatMap((properties, index) => [
      [`Queue${index}`, queue()],
      [`Mapping${index}`, mapping(`Queue${index}`, 'Orders', properties)],
    ]),
  ),
});
const most = (MaximumConcurrency: unknown) => ({ ScalingConfig: { MaximumConcurrency } });

/** @internal */
export const MAX_CONCURRENCY_ABOVE_RESERVED: Rule = {
  id: 'MaxConcurrencyAboveReserved',
  severity: CheckSeverity.WARNING,
  problem: "The maximum concurrency of a function's queues is together above the reserved concurrency of the function.",
  impact: 'Under load Lambda throttles the function, and messages that never failed are moved to the dead-letter queue.',
  fix: "Lower 'ScalingConfig.MaximumConcurrency' of the mappings, or raise 'ReservedConcurrentExecutions' of the function.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  equivalents: ['cdk-preflight pf-lambda-esm-max-concurrency-vs-reserved'],
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      const reserved = fn.reservedConcurrency;
      // Nothing reserved turns the function off, which is another matter.
      if (reserved === undefined || reserved === 0) continue;
      const together = concurrencyAbove(reserved, model.mappingsOf(fn).flatMap(limitsOf));
      if (together === undefined) continue;
      yield {
        resource: fn.resource,
        property: 'ReservedConcurrentExecutions',
        message: `'ReservedConcurrentExecutions' must be at least the sum of 'MaximumConcurrency' of all queues (${together}), got ${reserved}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: reads(10, most(10)),
    bad: [reads(10, most(11)), reads(10, most(5), most(6))],
    good: [
      reads(10, most(10)),
      reads(10, most(5), most(5)),
      reads(10, most(5), { ...most(6), Enabled: false }),
      reads(10, most(5), most({ Ref: 'Most' })),
      reads({ Ref: 'Reserved' }, most(1000)),
      reads(undefined, most(1000)),
      reads(0, most(2)),
      { ...reads(10, most(5)), Queue1: queue(), Mapping1: { ...mapping('Queue1', 'Orders', most(6)), Condition: 'IsProduction' } },
    ],
  }),
};

/** What surely reads: neither turned off, nor there in some deployments only. */
function limitsOf({ kind, resource, isEnabled }: Mapping): number[] {
  const limit = resource.number('ScalingConfig.MaximumConcurrency');
  return kind === SourceKind.SQS && isEnabled && resource.condition === undefined && limit !== undefined ? [limit] : [];
}
