import { DURABLE_RUNTIMES, runsDurably } from '../../../service-limits/durable';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref } from '../examples/parts';

const durable = (Runtime: unknown, others: Readonly<Record<string, unknown>> = {}) => ({
  Orders: fn({ DurableConfig: { ExecutionTimeout: 300 }, Runtime, ...others }),
});

/** @internal */
export const DURABLE_RUNTIME: Rule = {
  id: 'DurableRuntime',
  severity: CheckSeverity.ERROR,
  problem: 'A durable function has a runtime that runs no durable executions.',
  impact: 'The durable execution SDK does not support the runtime, and no execution succeeds.',
  fix: `Set 'Runtime' to ${DURABLE_RUNTIMES}, or deploy an image that contains the SDK.`,
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/durable-supported-runtimes.html',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      const runtime = fn.resource.has('DurableConfig') === true ? fn.resource.text('Runtime') : undefined;
      if (runtime === undefined || runsDurably(runtime)) continue;
      yield {
        resource: fn.resource,
        property: 'Runtime',
        message: `'Runtime' must be ${DURABLE_RUNTIMES} for a durable function, got ${runtime}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [durable('nodejs20.x'), durable('python3.12'), durable('provided.al2023')],
    good: [
      durable('nodejs22.x'),
      durable('python3.13'),
      durable('java21'),
      durable('dotnet10'),
      durable(ref('Runtime')),
      durable(undefined, { PackageType: 'Image', Handler: undefined, Code: { ImageUri: ref('Image') } }),
      { Orders: fn({ Runtime: 'nodejs20.x' }) },
    ],
  }),
};
