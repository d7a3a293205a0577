import { CheckLevel } from '../../check-level';
import { fn, ref } from '../examples/parts';
import type { Examples, Hit, Rule } from '../../rule';

/** @internal */
export const RECURSION_ALLOWED: Rule = {
  id: 'RecursionAllowed',
  level: CheckLevel.WARNING,
  wrong: 'A function is allowed to invoke itself without end.',
  consequence: 'A loop over SQS, SNS or S3 that Lambda would stop after about 16 rounds runs, and costs, until somebody sees it.',
  wayOut: "leave 'RecursiveLoop' out, or state why the function needs its loop",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  *find(picture): Iterable<Hit> {
    for (const fn of picture.functions.values()) {
      if (fn.resource.get('RecursiveLoop') !== 'Allow') continue;
      yield { resource: fn.resource, property: 'RecursiveLoop', sentence: "'RecursiveLoop' must be Terminate, got Allow", fn };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn({ RecursiveLoop: 'Allow' }) }],
    good: [{ Orders: fn() }, { Orders: fn({ RecursiveLoop: 'Terminate' }) }, { Orders: fn({ RecursiveLoop: ref('Loop') }) }],
  }),
};
