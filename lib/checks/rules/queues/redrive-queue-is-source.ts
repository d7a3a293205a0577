import type { ApplicationModel } from '../../../template-model/application-model';
import type { Queue } from '../../../template-model/events/queue';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, redrive } from '../examples/parts';

/** @internal */
export const REDRIVE_QUEUE_IS_SOURCE: Rule = {
  id: 'RedriveQueueIsSource',
  severity: CheckSeverity.ERROR,
  problem: 'Messages that a function failed to process are delivered to the same function again from the dead-letter queue.',
  impact: 'A message that always fails is retried until SQS deletes it, and an alarm on the dead-letter queue never goes into ALARM.',
  fix: "Remove the 'AWS::Lambda::EventSourceMapping' of the dead-letter queue, or map the queue to another function.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  *find(model): Iterable<Violation> {
    for (const queue of model.sourceQueues) {
      const redrive = queue.redrive && model.queues.get(queue.redrive);
      if (!redrive) continue;
      const violation = { resource: queue.resource, property: 'RedrivePolicy.deadLetterTargetArn' };
      const returns = isReturned(queue, model);
      const both = redrive.hasRedrive === false ? readerOfBoth(queue, redrive) : undefined;
      const rule = "'deadLetterTargetArn' must be a queue that no reader of the source queue reads";
      if (returns)
        yield { ...violation, message: `${rule}, got ${redrive.name}, which returns messages to the source queue`, fn: queue.reader };
      else if (both) yield { ...violation, message: `${rule}, got ${redrive.name}, which ${both.name} reads`, fn: both };
    }
  },
  examples: (): Examples => ({
    fixed: { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders') },
    bad: [
      {
        Orders: fn(),
        Queue: queue(redrive('Failed')),
        Failed: queue(),
        Mapping: mapping('Queue', 'Orders'),
        Again: mapping('Failed', 'Orders'),
      },
      {
        Orders: fn(),
        Queue: queue({
          QueueName: 'orders',
          RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', maxReceiveCount: 5 },
        }),
        Mapping: mapping('Queue', 'Orders'),
      },
      {
        Orders: fn(),
        Queue: queue({ QueueName: 'orders', ...redrive('Failed') }),
        Failed: queue({ RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', maxReceiveCount: 5 } }),
        Mapping: mapping('Queue', 'Orders'),
      },
    ],
    good: [
      { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders') },
      {
        Orders: fn(),
        Repair: fn(),
        Queue: queue(redrive('Failed')),
        Failed: queue(),
        Mapping: mapping('Queue', 'Orders'),
        Again: mapping('Failed', 'Repair'),
      },
      // Once more, later, and then to rest
      {
        Orders: fn(),
        Queue: queue(redrive('Failed')),
        Failed: queue(redrive('Lost')),
        Lost: queue(),
        Mapping: mapping('Queue', 'Orders'),
        Again: mapping('Failed', 'Orders'),
      },
      // Enabled by hand when the cause is fixed
      {
        Orders: fn(),
        Queue: queue(redrive('Failed')),
        Failed: queue(),
        Mapping: mapping('Queue', 'Orders'),
        Again: mapping('Failed', 'Orders', { Enabled: false }),
      },
      {
        Orders: fn(),
        Queue: queue({ RedrivePolicy: { deadLetterTargetArn: { Ref: 'FailedArn' }, maxReceiveCount: 5 } }),
        Mapping: mapping('Queue', 'Orders'),
      },
    ],
  }),
};

/** Whether messages that go from redrive queue to redrive queue end where they began. */
function isReturned(queue: Queue, model: ApplicationModel): boolean {
  const seen = new Set<Queue>();
  let next: Queue | undefined = queue;
  while (next && !seen.has(next)) {
    seen.add(next);
    const to: Queue['redrive'] = next.redrive;
    next = to && model.queues.get(to);
  }
  return next === queue;
}

function readerOfBoth(queue: Queue, redrive: Queue): LambdaFunction | undefined {
  const readers = (of: Queue) => of.readers.filter(({ isEnabled }) => isEnabled === true).flatMap(({ invoked }) => invoked?.fn ?? []);
  const again = readers(redrive);
  return readers(queue).find((reader) => again.includes(reader));
}
