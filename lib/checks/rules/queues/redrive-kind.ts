import type { ApplicationModel } from '../../../template-model/application-model';
import { arnOf } from '../../../template-model/arns';
import type { Queue } from '../../../template-model/events/queue';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { join, queue, redrive, ref } from '../examples/parts';

const TARGET = 'RedrivePolicy.deadLetterTargetArn';

/** @internal */
export const REDRIVE_KIND: Rule = {
  id: 'RedriveKind',
  severity: CheckSeverity.ERROR,
  problem: 'A queue and its dead-letter queue are not of the same type: one is FIFO, the other is standard.',
  impact: 'SQS refuses the redrive policy, and the deployment fails.',
  fix: "Set 'FifoQueue' of both queues to the same value.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  equivalents: ['cfn-lint E3502', 'cdk-preflight pf-sqs-dlq-same-type'],
  *find(model): Iterable<Violation> {
    for (const queue of model.queues.values()) {
      const [fifo, redriveFifo] = [queue.isFifo, kindOfRedrive(queue, model)];
      if (fifo === undefined || redriveFifo === undefined || fifo === redriveFifo) continue;
      yield {
        resource: queue.resource,
        property: TARGET,
        message: `'deadLetterTargetArn' must be a ${called(fifo)} queue like its source queue, got a ${called(redriveFifo)} queue`,
        fn: queue.reader,
        // Where the template itself refers to the redrive queue.
        isReportedByCdk: queue.resource.referred(TARGET)?.template === queue.resource.template,
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

/** Of a queue elsewhere by its name, which for FIFO has its own ending. */
function kindOfRedrive(queue: Queue, model: ApplicationModel): boolean | undefined {
  if (queue.redrive) return model.queues.get(queue.redrive)?.isFifo;
  const name = arnOf(queue.resource.get(TARGET))?.resource;
  const last = name?.[name.length - 1];
  return typeof last === 'string' ? last.endsWith('.fifo') : undefined;
}
