import { FILTER_LIMITS } from '../../../filters/engine/filter-limits';
import { CheckLevel } from '../../check-level';
import { fn, mapping, queue, ref } from '../examples/parts';
import type { Example, Examples, Hit, Rule } from '../../rule';

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
  level: CheckLevel.WARNING,
  wrong: 'An event source has more filters than an account may have unless its quota was raised.',
  consequence: 'In an account with the usual quota the deployment fails.',
  wayOut: 'join filters that differ in one field into a list of its values, or have the quota raised first',
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html',
  *find(picture): Iterable<Hit> {
    for (const { resource, patterns, invoked } of picture.mappings) {
      if (patterns.length <= FILTER_LIMITS.usual || patterns.length > FILTER_LIMITS.most) continue;
      yield {
        resource,
        property: 'FilterCriteria.Filters',
        sentence: `'Filters' must be at most ${FILTER_LIMITS.usual} without a raised quota, got ${patterns.length}`,
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
