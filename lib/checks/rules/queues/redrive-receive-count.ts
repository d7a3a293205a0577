import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

/** @internal */
export const REDRIVE_RECEIVE_COUNT: Rule = {
  id: 'RedriveReceiveCount',
  severity: CheckSeverity.WARNING,
  problem: 'A queue that a function reads moves messages to the dead-letter queue after one receive.',
  impact: 'One throttle or one bad message in a batch moves messages that never failed to the dead-letter queue.',
  fix: "Set 'maxReceiveCount' of the 'RedrivePolicy' to 5.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  *find(model): Iterable<Violation> {
    for (const { resource, maxReceiveCount, reader } of model.sourceQueues) {
      if (maxReceiveCount !== 1) continue;
      yield { resource, property: 'RedrivePolicy.maxReceiveCount', message: "'maxReceiveCount' must be at least 2, got 1", fn: reader };
    }
  },
  examples: (): Examples => ({
    fixed: { Orders: fn(), Queue: queue(redrive('Failed', 5)), Failed: queue(), Mapping: mapping('Queue', 'Orders') },
    bad: [
      { Orders: fn(), Queue: queue(redrive('Failed', 1)), Failed: queue(), Mapping: mapping('Queue', 'Orders') },
      { Orders: fn(), Queue: queue(redrive('Failed', '1')), Failed: queue(), Mapping: mapping('Queue', 'Orders') },
    ],
    good: [
      { Orders: fn(), Queue: queue(redrive('Failed', 2)), Failed: queue(), Mapping: mapping('Queue', 'Orders') },
      { Queue: queue(redrive('Failed', 1)), Failed: queue() },
      { Orders: fn(), Queue: queue(redrive('Failed', { Ref: 'Receives' })), Failed: queue(), Mapping: mapping('Queue', 'Orders') },
    ],
  }),
};
