import { replayQueuesIn } from '../../../template-model/failures/replay-queues';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive, streamMapping, table } from '../examples/parts';

/** @internal */
export const EVENT_SOURCE_DISABLED: Rule = {
  id: 'EventSourceDisabled',
  severity: CheckSeverity.WARNING,
  problem: 'An event source mapping is disabled.',
  impact: 'Lambda does not invoke the function for this source, and waiting records are deleted after their retention period.',
  fix: "Remove 'Enabled' from the event source mapping, or set it to true.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html',
  *find(model): Iterable<Violation> {
    const replayQueues = replayQueuesIn(model);
    const redriveQueues = new Set([...model.queues.values()].map(({ redrive }) => redrive));
    for (const { resource, isEnabled, source, invoked } of model.mappings) {
      // Failed or stored messages are processed when somebody enables the mapping.
      if (isEnabled !== false || (source && (redriveQueues.has(source) || replayQueues.has(source)))) continue;
      yield {
        resource,
        property: 'Enabled',
        message: "'Enabled' must be true to invoke the function, got false",
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders', { Enabled: false }) },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { Enabled: 'false' }) },
      {
        Orders: fn(),
        Other: fn(),
        Queue: queue(),
        Mapping: mapping('Queue', 'Orders', { Enabled: false }),
        Others: mapping('Queue', 'Other'),
      },
    ],
    good: [
      { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders', { Enabled: true }) },
      { Orders: fn(), Copies: queue(), Mapping: mapping('Copies', 'Orders', { Enabled: false }) },
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
