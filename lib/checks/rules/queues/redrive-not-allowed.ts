import type { Resource } from '../../../template-model/resource';
import type { Resources } from '../../../template-model/resources';
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
      if (!redrive || (permission !== 'denyAll' && !(permission === 'byQueue' && isLeftOut(resource, redrive, model.resources)))) continue;
      const message = `'RedriveAllowPolicy' must allow ${resource.id}, which moves messages to this queue, got ${permission}`;
      yield { resource: redrive, property: 'RedriveAllowPolicy', message, fn: reader };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Queue: queue(redrive('Failed')), Failed: allowing('byQueue', arn('Other')), Other: queue() },
      { Queue: queue(redrive('Failed')), Failed: allowing('denyAll') },
    ],
    good: [
      { Queue: queue(redrive('Failed')), Failed: allowing('byQueue', arn('Queue')) },
      { Queue: queue(redrive('Failed')), Failed: allowing('byQueue', ref('QueueArn')) },
      { Queue: queue(redrive('Failed')), Failed: allowing('allowAll') },
      { Queue: queue(redrive('Failed')), Failed: queue() },
    ],
  }),
};

/** Whether every source that is allowed is known, and none of them is the queue. */
function isLeftOut(queue: Resource, redrive: Resource, resources: Resources): boolean {
  const allowed = redrive.list('RedriveAllowPolicy.sourceQueueArns')?.map((value) => resources.behind(value));
  return allowed?.every((source) => source !== undefined && source !== queue) ?? false;
}
