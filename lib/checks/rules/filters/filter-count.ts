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
export const FILTER_COUNT: Rule = {
  id: 'FilterCount',
  severity: CheckSeverity.ERROR,
  problem: 'An event source mapping has more filters than Lambda allows with any quota.',
  impact: 'Lambda refuses the event source mapping, and the deployment fails.',
  fix: "Combine patterns of 'Filters' that differ in one field into one pattern with a list of values.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html',
  equivalents: ['cdk-preflight pf-lambda-esm-filters-hard-limit-ten'],
  *find(model): Iterable<Violation> {
    for (const { resource, patterns, invoked } of model.mappings) {
      if (patterns.length <= FILTER_LIMITS.most) continue;
      const message = `'Filters' must be at most ${FILTER_LIMITS.most}, got ${patterns.length}`;
      yield { resource, property: 'FilterCriteria.Filters', message, fn: invoked?.fn };
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
