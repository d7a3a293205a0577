import { CheckSeverity } from '../../check-level';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref } from '../examples/parts';

/** @internal */
export const RECURSION_ALLOWED: Rule = {
  id: 'RecursionAllowed',
  severity: CheckSeverity.WARNING,
  problem: 'A function is allowed to invoke itself without end.',
  impact: 'A loop over SQS, SNS or S3 that Lambda would stop after about 16 rounds runs, and costs, until somebody sees it.',
  fix: "leave 'RecursiveLoop' out, or state why the function needs its loop",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      if (fn.resource.get('RecursiveLoop') !== 'Allow') continue;
      yield { resource: fn.resource, property: 'RecursiveLoop', message: "'RecursiveLoop' must be Terminate, got Allow", fn };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn({ RecursiveLoop: 'Allow' }) }],
    good: [{ Orders: fn() }, { Orders: fn({ RecursiveLoop: 'Terminate' }) }, { Orders: fn({ RecursiveLoop: ref('Loop') }) }],
  }),
};
