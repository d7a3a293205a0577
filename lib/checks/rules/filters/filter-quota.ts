import { FILTER_LIMITS } from '../../../filters/engine/filter-limits';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, ref } from '../examples/parts';

const reads = (count: number): Example => ({
  Orders: fn(),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders', {
    FilterCriteria: { Filters: Array.from({ length: count }, (_, index) => ({ Pattern: `{"body":{"type":["order-${index}"]}}` })) },
  }),
});

/** @internal */
export const FILTER_QUOTA: Rule = {
  id: 'FilterQuota',
  severity: CheckSeverity.WARNING,
  problem: 'An event source mapping has more filters than the default quota of an account.',
  impact: 'The deployment fails in an account whose quota was not raised.',
  fix: "Combine patterns of 'Filters' that differ in one field into one pattern with a list of values, or request a higher quota first.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html',
  *find(model): Iterable<Violation> {
    for (const { resource, patterns, invoked } of model.mappings) {
      if (patterns.length <= FILTER_LIMITS.usual || patterns.length > FILTER_LIMITS.most) continue;
      yield {
        resource,
        property: 'FilterCriteria.Filters',
        message: `'Filters' must be at most ${FILTER_LIMITS.usual} without a raised quota, got ${patterns.length}`,
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [reads(6), reads(10)],
    good: [
      reads(5),
      // Too many for any quota, which another rule says
      reads(11),
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { FilterCriteria: { Filters: ref('Filters') } }) },
    ],
  }),
};
