import { mayCover } from '../../../template-model/arn-patterns';
import { originOf } from '../../../template-model/permissions/event-origin';
import { Reference, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, queue, redrive, ref } from '../examples/parts';

const allowing = (redrivePermission: string, ...sourceQueueArns: unknown[]) =>
  queue({ RedriveAllowPolicy: { redrivePermission, ...(sourceQueueArns.length > 0 ? { sourceQueueArns } : {}) } });

/** @internal */
export const REDRIVE_NOT_ALLOWED: Rule = {
  id: 'RedriveNotAllowed',
  severity: CheckSeverity.ERROR,
  problem: 'A dead-letter queue does not allow its source queue to move messages to it.',
  impact: 'SQS refuses the redrive policy, and the deployment fails.',
  fix: "Add the source queue to 'RedriveAllowPolicy.sourceQueueArns' of the dead-letter queue, or set 'redrivePermission' to allowAll.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  *find(model): Iterable<Violation> {
    for (const { resource, redrive, reader } of model.queues.values()) {
      const permission = redrive?.text('RedriveAllowPolicy.redrivePermission');
      if (!redrive || (permission !== 'denyAll' && !(permission === 'byQueue' && isLeftOut(resource, redrive)))) continue;
      const message = `'RedriveAllowPolicy' must allow ${resource.label}, which moves messages to this queue, got ${permission}`;
      yield { resource: redrive, property: 'RedriveAllowPolicy', message, fn: reader };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Queue: queue(redrive('Failed')), Failed: allowing('byQueue', arn('Other')), Other: queue() },
      { Queue: queue(redrive('Failed')), Failed: allowing('denyAll') },
      { Queue: queue(redrive('Failed')), Failed: allowing('byQueue', 'arn:aws:sqs:eu-west-1:111122223333:invoices') },
    ],
    good: [
      { Queue: queue(redrive('Failed')), Failed: allowing('byQueue', arn('Queue')) },
      { Queue: queue(redrive('Failed')), Failed: allowing('byQueue', ref('QueueArn')) },
      {
        Queue: queue({ QueueName: 'orders', ...redrive('Failed') }),
        Failed: allowing('byQueue', 'arn:aws:sqs:eu-west-1:111122223333:orders'),
      },
      { Queue: queue(redrive('Failed')), Failed: allowing('allowAll') },
      { Queue: queue(redrive('Failed')), Failed: queue() },
    ],
  }),
};

/** Whether none of the sources that are allowed can be the queue. */
function isLeftOut(queue: Resource, redrive: Resource): boolean {
  const allowed = redrive.list('RedriveAllowPolicy.sourceQueueArns');
  const origin = originOf(new Reference(queue, 'Arn'));
  return allowed !== undefined && origin !== undefined && !allowed.some((source) => mayCover(source, origin.arn, origin.own));
}
