import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref } from '../examples/parts';

/** @internal */
export const RECURSION_ALLOWED: Rule = {
  id: 'RecursionAllowed',
  severity: CheckSeverity.WARNING,
  problem: 'Recursive loop detection of a function is turned off.',
  impact: 'A loop over SQS, SNS or S3, which Lambda would stop after about 16 invocations, runs and causes cost without limit.',
  fix: "Remove 'RecursiveLoop' from the function, or set it to Terminate.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      if (fn.resource.get('RecursiveLoop') !== 'Allow') continue;
      yield {
        resource: fn.resource,
        property: 'RecursiveLoop',
        value: 'Terminate',
        message: "'RecursiveLoop' must be Terminate, got Allow",
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn({ RecursiveLoop: 'Allow' }) }],
    good: [{ Orders: fn() }, { Orders: fn({ RecursiveLoop: 'Terminate' }) }, { Orders: fn({ RecursiveLoop: ref('Loop') }) }],
  }),
};
