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
export const FILTER_COUNT: Rule = {
  id: 'FilterCount',
  level: CheckLevel.ERROR,
  wrong: 'An event source has more filters than any quota allows.',
  consequence: 'Lambda refuses the mapping, and the deployment fails.',
  wayOut: 'join filters that differ in one field into a list of its values',
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html',
  elsewhere: ['cdk-preflight pf-lambda-esm-filters-hard-limit-ten'],
  *find(picture): Iterable<Hit> {
    for (const { resource, patterns, invoked } of picture.mappings) {
      if (patterns.length <= FILTER_LIMITS.most) continue;
      const sentence = `'Filters' must be at most ${FILTER_LIMITS.most}, got ${patterns.length}`;
      yield { resource, property: 'FilterCriteria.Filters', sentence, fn: invoked?.fn };
    }
  },
  examples: (): Examples => ({
    bad: [reads(11)],
    good: [
      reads(10),
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { FilterCriteria: { Filters: ref('Filters') } }) },
    ],
  }),
};
