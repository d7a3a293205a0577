import { CheckLevel } from '../../check-level';
import { fn, ref } from '../examples/parts';
import type { Examples, Hit, Rule } from '../../rule';

/** @internal */
export const RESERVED_CONCURRENCY_ZERO: Rule = {
  id: 'ReservedConcurrencyZero',
  level: CheckLevel.WARNING,
  wrong: 'A function has a reserved concurrency of 0.',
  consequence: 'It never runs: every call is turned away, and asynchronous events go to where failures end, or are lost.',
  wayOut: "leave 'ReservedConcurrentExecutions' out, or say how many may run at once",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
  *find({ functions }): Iterable<Hit> {
    for (const fn of functions.values()) {
      if (fn.reservedConcurrency !== 0) continue;
      const sentence = "'ReservedConcurrentExecutions' must be at least 1 for the function to run, got 0";
      yield { resource: fn.resource, property: 'ReservedConcurrentExecutions', sentence, fn };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn({ ReservedConcurrentExecutions: 0 }) }, { Orders: fn({ ReservedConcurrentExecutions: '0' }) }],
    good: [
      { Orders: fn() },
      { Orders: fn({ ReservedConcurrentExecutions: 1 }) },
      { Orders: fn({ ReservedConcurrentExecutions: ref('Reserved') }) },
    ],
  }),
};
