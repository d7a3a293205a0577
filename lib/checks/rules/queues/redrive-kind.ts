import { CheckLevel } from '../../check-level';
import { join, queue, redrive, ref } from '../examples/parts';
import { arnOf } from '../../../template-model/arns';
import type { Picture } from '../../../template-model/application-model';
import type { Queue } from '../../../template-model/queue';
import type { Examples, Hit, Rule } from '../../rule';

const TARGET = 'RedrivePolicy.deadLetterTargetArn';

/** @internal */
export const REDRIVE_KIND: Rule = {
  id: 'RedriveKind',
  level: CheckLevel.ERROR,
  wrong: 'A queue and its redrive queue are of two kinds: one is FIFO, the other is not.',
  consequence: 'SQS refuses the redrive policy, and the deployment fails.',
  wayOut: 'make both FIFO, or both standard',
  page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  elsewhere: ['cfn-lint E3502', 'cdk-preflight pf-sqs-dlq-same-type'],
  *find(picture): Iterable<Hit> {
    for (const queue of picture.queues.values()) {
      const [fifo, redriveFifo] = [queue.isFifo, kindOfRedrive(queue, picture)];
      if (fifo === undefined || redriveFifo === undefined || fifo === redriveFifo) continue;
      yield {
        resource: queue.resource,
        property: TARGET,
        sentence: `'deadLetterTargetArn' must name a ${called(fifo)} queue as the queue itself is, got a ${called(redriveFifo)} one`,
        fn: queue.reader,
        // Where the template itself refers to the redrive queue.
        isSaidByCdk: queue.resource.referred(TARGET)?.template === queue.resource.template,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Queue: queue({ FifoQueue: true, ...redrive('Failed') }), Failed: queue() },
      { Queue: queue(redrive('Failed')), Failed: queue({ FifoQueue: true }) },
      { Queue: queue({ RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed.fifo', maxReceiveCount: 5 } }) },
      {
        Queue: queue({
          FifoQueue: true,
          RedrivePolicy: {
            deadLetterTargetArn: join('arn:aws:sqs:', ref('AWS::Region'), ':', ref('AWS::AccountId'), ':failed'),
            maxReceiveCount: 5,
          },
        }),
      },
    ],
    good: [
      { Queue: queue({ FifoQueue: true, ...redrive('Failed') }), Failed: queue({ FifoQueue: true }) },
      { Queue: queue(redrive('Failed')), Failed: queue() },
      { Queue: queue(redrive('Failed')), Failed: queue({ FifoQueue: { Ref: 'IsFifo' } }) },
      { Queue: queue({ FifoQueue: { Ref: 'IsFifo' }, ...redrive('Failed') }), Failed: queue() },
      { Queue: queue({ FifoQueue: true, RedrivePolicy: { deadLetterTargetArn: { Ref: 'FailedArn' }, maxReceiveCount: 5 } }) },
      {
        Queue: queue({
          FifoQueue: true,
          RedrivePolicy: { deadLetterTargetArn: join('arn:aws:sqs:eu-west-1:111122223333:', ref('Name')) },
        }),
      },
    ],
  }),
};

const called = (fifo: boolean): string => (fifo ? 'FIFO' : 'standard');

/** Of a queue elsewhere by its name, which for FIFO has an ending of its own. */
function kindOfRedrive(queue: Queue, picture: Picture): boolean | undefined {
  if (queue.redrive) return picture.queues.get(queue.redrive)?.isFifo;
  const name = arnOf(queue.resource.get(TARGET))?.resource;
  const last = name?.[name.length - 1];
  return typeof last === 'string' ? last.endsWith('.fifo') : undefined;
}
