import { LATEST } from '../../../template-model/functions/lambda-function';
import { partsOf } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, mapping, queue, ref, resource } from '../examples/parts';
import { alias, subscription } from '../examples/triggers';

const DURABLE = fn({ DurableConfig: { ExecutionTimeout: 300 } });
const latest = (id: string): unknown => ({ 'Fn::Join': [':', [arn(id), LATEST]] });
const onLatest = () => resource('AWS::Lambda::Alias', { FunctionName: ref('Orders'), Name: 'live', FunctionVersion: LATEST });

/** @internal */
export const DURABLE_ON_LATEST: Rule = {
  id: 'DurableOnLatest',
  severity: CheckSeverity.WARNING,
  problem: 'Executions of a durable function run on $LATEST.',
  impact: 'An execution that is under way resumes on the code of the next deployment, fails, or skips and repeats steps.',
  fix: "Use the ARN of an 'AWS::Lambda::Version', or of an alias that points to one, in the trigger.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html',
  *find(model): Iterable<Violation> {
    const isDurable = (at: { readonly resource: { has(property: string): boolean | undefined } }) =>
      at.resource.has('DurableConfig') === true;
    const mapped = model.mappings.map(({ resource, invoked }) => ({ resource, property: 'FunctionName', invoked }));
    for (const { resource, property, invoked } of [...model.invocations, ...mapped]) {
      const parts = partsOf(resource.get(property)) ?? [];
      const isLatest = parts.some((part) => typeof part === 'string' && part.endsWith(LATEST));
      if (!invoked || !isLatest || !isDurable(invoked.fn)) continue;
      yield {
        resource,
        property,
        message: `'${property}' must be a published version of a durable function or its alias, got ${LATEST}`,
        fn: invoked.fn,
      };
    }
    for (const resource of model.resources.ofType('AWS::Lambda::Alias')) {
      const fn = resource.get('FunctionVersion') === LATEST ? model.finder.invokedBy(resource.get('FunctionName'))?.fn : undefined;
      if (!fn || !isDurable(fn)) continue;
      yield {
        resource,
        property: 'FunctionVersion',
        message: `'FunctionVersion' must be a published version of a durable function, got ${LATEST}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: DURABLE, Subscription: subscription(latest('Orders')) },
      { Orders: DURABLE, Live: onLatest() },
    ],
    good: [
      { Orders: DURABLE, Live: alias('Orders'), Queue: queue(), Mapping: mapping('Queue', 'Live') },
      { Orders: fn(), Subscription: subscription(latest('Orders')), Live: onLatest() },
      { Orders: fn({ DurableConfig: ref('Durable') }), Live: onLatest() },
    ],
  }),
};
