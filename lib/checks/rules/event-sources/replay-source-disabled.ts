import { replayQueuesIn } from '../../../template-model/failures/replay-queues';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

/** @internal */
export const REPLAY_SOURCE_DISABLED: Rule = {
  id: 'ReplaySourceDisabled',
  severity: CheckSeverity.INFO,
  problem: 'The event source mapping of a queue that only stores messages is disabled.',
  impact: 'Messages stay in the queue until somebody enables the mapping, and are deleted after the retention period.',
  fix: "Set 'Enabled' of the mapping to true, or acknowledge the finding with the reason for which somebody enables it by hand.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html',
  *find(model): Iterable<Violation> {
    const replayQueues = replayQueuesIn(model);
    const redriveQueues = new Set([...model.queues.values()].map(({ redrive }) => redrive));
    for (const { resource, isEnabled, source, invoked } of model.mappings) {
      if (isEnabled !== false || !source || !replayQueues.has(source) || redriveQueues.has(source)) continue;
      yield { resource, property: 'Enabled', message: "'Enabled' must be true to process the stored messages, got false", fn: invoked?.fn };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Copies: queue(), Mapping: mapping('Copies', 'Orders', { Enabled: false }) }],
    good: [
      { Orders: fn(), Copies: queue(), Mapping: mapping('Copies', 'Orders', { Enabled: true }) },
      { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders', { Enabled: false }) },
      { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Failed', 'Orders', { Enabled: false }) },
    ],
  }),
};
