import { CheckLevel } from '../../check-level';
import { fn, mapping, queue, redrive } from '../examples/parts';
import type { Examples, Hit, Rule } from '../../rule';

/** @internal */
export const REDRIVE_RECEIVE_COUNT: Rule = {
  id: 'RedriveReceiveCount',
  level: CheckLevel.WARNING,
  wrong: 'A queue that a function reads gives a message up after one delivery.',
  consequence: 'A throttle, or one bad message in the batch, sends healthy messages to the redrive queue that were never tried.',
  wayOut: "set 'maxReceiveCount' to 5, or make failures harmless to repeat first",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  *find(picture): Iterable<Hit> {
    for (const { resource, maxReceiveCount, reader } of picture.sourceQueues) {
      if (maxReceiveCount !== 1) continue;
      yield { resource, property: 'RedrivePolicy.maxReceiveCount', sentence: "'maxReceiveCount' must be at least 2, got 1", fn: reader };
    }
  },
  examples: (): Examples => ({
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
