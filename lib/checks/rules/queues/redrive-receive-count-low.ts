import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

/** What AWS advises at the least. */
const ADVISED = 5;

/** @internal */
export const REDRIVE_RECEIVE_COUNT_LOW: Rule = {
  id: 'RedriveReceiveCountLow',
  severity: CheckSeverity.INFO,
  problem: 'A queue that a function reads moves messages to the dead-letter queue after fewer than 5 receives.',
  impact: 'When the function is throttled a few times, messages that were never processed are moved to the dead-letter queue.',
  fix: "Set 'maxReceiveCount' of the 'RedrivePolicy' to 5.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  *find(model): Iterable<Violation> {
    for (const { resource, maxReceiveCount, reader } of model.sourceQueues) {
      if (maxReceiveCount === undefined || maxReceiveCount < 2 || maxReceiveCount >= ADVISED) continue;
      yield {
        resource,
        property: 'RedrivePolicy.maxReceiveCount',
        value: ADVISED,
        message: `'maxReceiveCount' must be at least ${ADVISED}, got ${maxReceiveCount}`,
        fn: reader,
      };
    }
  },
  examples: (): Examples => ({
    bad: [2, 4].map((receives) => ({
      Orders: fn(),
      Queue: queue(redrive('Failed', receives)),
      Failed: queue(),
      Mapping: mapping('Queue', 'Orders'),
    })),
    good: [1, 5, { Ref: 'Receives' }].map((receives) => ({
      Orders: fn(),
      Queue: queue(redrive('Failed', receives)),
      Failed: queue(),
      Mapping: mapping('Queue', 'Orders'),
    })),
  }),
};
