import { type Invoked, LATEST } from '../../../template-model/functions/lambda-function';
import { partsOf, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, mapping, queue, ref } from '../examples/parts';
import { alias, subscription } from '../examples/triggers';

const DURABLE = fn({ DurableConfig: { ExecutionTimeout: 300 } });

/** @internal */
export const DURABLE_UNQUALIFIED: Rule = {
  id: 'DurableUnqualified',
  severity: CheckSeverity.ERROR,
  problem: 'A durable function is invoked without a version or an alias.',
  impact: 'Lambda invokes durable functions by a qualified name only, so it refuses the mapping and every event.',
  fix: "Use the ARN of an 'AWS::Lambda::Alias' or an 'AWS::Lambda::Version' in the trigger.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html',
  *find(model): Iterable<Violation> {
    const mapped = model.mappings.map(({ resource, invoked }) => ({ resource, property: 'FunctionName', invoked }));
    for (const { resource, property, invoked } of [...model.invocations, ...mapped]) {
      if (invoked?.fn.resource.has('DurableConfig') !== true || isQualified(invoked, resource, property)) continue;
      yield {
        resource,
        property,
        message: `'${property}' must be a version or an alias of a durable function, got ${invoked.fn.name} without a qualifier`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: DURABLE, Queue: queue(), Mapping: mapping('Queue', 'Orders') },
      { Orders: DURABLE, Subscription: subscription(arn('Orders')) },
    ],
    good: [
      { Orders: DURABLE, Live: alias('Orders'), Queue: queue(), Mapping: mapping('Queue', 'Live') },
      { Orders: DURABLE, Subscription: subscription({ 'Fn::Join': [':', [arn('Orders'), '$LATEST']] }) },
      { Orders: fn({ DurableConfig: ref('Durable') }), Subscription: subscription(ref('Target')) },
      { Orders: fn(), Subscription: subscription(arn('Orders')) },
    ],
  }),
};

function isQualified({ qualifier }: Invoked, resource: Resource, property: string): boolean {
  const parts = partsOf(resource.get(property)) ?? [];
  return qualifier !== LATEST || parts.some((part) => typeof part === 'string' && part.includes(LATEST));
}
