import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref } from '../examples/parts';

/** @internal */
export const RESERVED_CONCURRENCY_ZERO: Rule = {
  id: 'ReservedConcurrencyZero',
  severity: CheckSeverity.WARNING,
  problem: 'A function has a reserved concurrency of 0.',
  impact: 'Lambda throttles every invocation: synchronous callers get an error, and asynchronous events expire.',
  fix: "Remove 'ReservedConcurrentExecutions', or set it to the number of concurrent executions that the function needs.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
  *find({ functions }): Iterable<Violation> {
    for (const fn of functions.values()) {
      if (fn.reservedConcurrency !== 0) continue;
      const message = "'ReservedConcurrentExecutions' must be at least 1 for the function to run, got 0";
      yield { resource: fn.resource, property: 'ReservedConcurrentExecutions', message, fn };
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
