import { LONGEST_WAIT as LONGEST } from '../../../service-limits/durable';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { fn, mapping, queue, ref } from '../examples/parts';
import { alias } from '../examples/triggers';

const mapped = (properties: Readonly<Record<string, unknown>>) => ({
  Orders: fn(properties),
  Live: alias('Orders'),
  Queue: queue(),
  Mapping: mapping('Queue', 'Live'),
});

/** @internal */
export const DURABLE_MAPPING_TIMEOUT: Rule = {
  id: 'DurableMappingTimeout',
  severity: CheckSeverity.ERROR,
  problem: 'A durable function with an event source mapping has an execution timeout of more than 15 minutes.',
  impact: 'Lambda refuses the event source mapping, and the deployment fails.',
  fix: "Set 'DurableConfig.ExecutionTimeout' to 900 or less, or start the durable function from another function that reads the source.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking-esm.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      const timeout = fn.resource.number('DurableConfig.ExecutionTimeout');
      const isOnItsOwnInstances = fn.resource.has('CapacityProviderConfig') !== false;
      const [mapping] = model.mappingsOf(fn);
      if (!mapping || timeout === undefined || timeout <= LONGEST || isOnItsOwnInstances) continue;
      yield {
        resource: fn.resource,
        property: 'DurableConfig.ExecutionTimeout',
        message: `'DurableConfig.ExecutionTimeout' must be at most ${LONGEST} seconds for a function with an event source mapping (${mapping.resource.label}), got ${timeout}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [mapped({ DurableConfig: { ExecutionTimeout: 901 } })],
    good: [
      mapped({ DurableConfig: { ExecutionTimeout: 900 } }),
      mapped({ DurableConfig: { ExecutionTimeout: ref('Timeout') } }),
      mapped({ DurableConfig: { ExecutionTimeout: 3600 }, CapacityProviderConfig: ref('Provider') }),
      { Orders: fn({ DurableConfig: { ExecutionTimeout: 86_400 } }) },
      mapped({}),
    ],
  }),
};
