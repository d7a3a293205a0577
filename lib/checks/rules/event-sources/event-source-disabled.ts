import { CheckSeverity } from '../../check-level';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

/** @internal */
export const EVENT_SOURCE_DISABLED: Rule = {
  id: 'EventSourceDisabled',
  severity: CheckSeverity.WARNING,
  problem: 'An event source is deployed turned off.',
  impact:
    'The function is never invoked by it, and what waits there is lost when the source forgets it; turned on by hand, it is off again with the next change of it.',
  fix: "leave 'Enabled' out, or the mapping as a whole",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html',
  *find(model): Iterable<Violation> {
    const redriveQueues = new Set([...model.queues.values()].map(({ redrive }) => redrive));
    for (const { resource, isEnabled, source, invoked } of model.mappings) {
      // What failed is worked on again when the cause is mended, and somebody turns it on.
      if (isEnabled !== false || (source && redriveQueues.has(source))) continue;
      yield {
        resource,
        property: 'Enabled',
        message: "'Enabled' must be true for a source that is to be read, got false",
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { Enabled: false }) },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { Enabled: 'false' }) },
    ],
    good: [
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { Enabled: true }) },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', { Enabled: { Ref: 'IsOn' } }) },
      {
        Orders: fn(),
        Queue: queue(redrive('Failed')),
        Failed: queue(),
        Mapping: mapping('Queue', 'Orders'),
        Again: mapping('Failed', 'Orders', { Enabled: false }),
      },
    ],
  }),
};
