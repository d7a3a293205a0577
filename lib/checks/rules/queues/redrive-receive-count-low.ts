import { CheckLevel } from '../../check-level';
import { fn, mapping, queue, redrive } from '../examples/parts';
import type { Examples, Hit, Rule } from '../../rule';

/** What AWS advises at the least. */
const ADVISED = 5;

/** @internal */
export const REDRIVE_RECEIVE_COUNT_LOW: Rule = {
  id: 'RedriveReceiveCountLow',
  level: CheckLevel.ADVICE,
  wrong: 'A queue that a function reads gives a message up after fewer deliveries than AWS advises.',
  consequence: 'Where the function is throttled a few times in a row, messages that were never tried end in the redrive queue.',
  wayOut: "set 'maxReceiveCount' to 5 or more",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  *find(picture): Iterable<Hit> {
    for (const { resource, maxReceiveCount, reader } of picture.sourceQueues) {
      if (maxReceiveCount === undefined || maxReceiveCount < 2 || maxReceiveCount >= ADVISED) continue;
      yield {
        resource,
        property: 'RedrivePolicy.maxReceiveCount',
        sentence: `'maxReceiveCount' must be at least ${ADVISED}, got ${maxReceiveCount}`,
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
