import type { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DEFAULTS } from '../core/defaults';
import type { EventSourceSettings } from '../event-sources/shared/event-source-settings';
import { failureQueue } from '../failures/failure-queue';
import { type AppResources, pathOf } from './app-resources';
import type { HardeningNotes } from './hardening-notes';

/**
 * A redrive queue for a queue that only this function reads and that has none: what fails is kept for 14 days, instead of being
 * received until it expires.
 *
 * @internal
 */
export function addRedrive(
  app: AppResources,
  queue: CfnResource,
  { removalPolicy, encryptionKey }: EventSourceSettings,
  notes: HardeningNotes,
): void {
  if (app.render(queue).property('RedrivePolicy') !== undefined) return;
  const reason = whyNot(app, queue);
  if (reason !== undefined) {
    notes.leave(`redrive of ${pathOf(queue)}`, reason);
    return;
  }
  const scope = (queue.node.scope && queue.node.id === 'Resource' ? queue.node.scope : queue) as Construct;
  const redrive = failureQueue(scope, 'Redrive', { removalPolicy, encryptionKey });
  const policy = { deadLetterTargetArn: redrive.queueArn, maxReceiveCount: DEFAULTS.maxReceiveCount };
  if ('redrivePolicy' in queue) queue.redrivePolicy = policy;
  else queue.addPropertyOverride('RedrivePolicy', policy);
  notes.add(`source ${pathOf(queue)}: a redrive queue after ${DEFAULTS.maxReceiveCount} receives`);
}

function whyNot(app: AppResources, queue: CfnResource): string | undefined {
  const rendered = app.render(queue);
  const fifo = rendered.property('FifoQueue');
  const retention = rendered.property('MessageRetentionPeriod');
  if (fifo !== undefined && fifo !== false)
    return 'a FIFO queue would deliver later messages before one that failed; decide it, and set `deadLetterQueue`';
  if (rendered.property('KmsMasterKeyId') !== undefined)
    return 'it is encrypted with a key, whose policy decides about another queue; set `deadLetterQueue`';
  if (app.naming('AWS::Lambda::EventSourceMapping', 'EventSourceArn', queue).length > 1)
    return 'several functions read it; set `deadLetterQueue`';
  if (app.naming('AWS::SQS::Queue', 'RedrivePolicy.deadLetterTargetArn', queue).length > 0)
    return 'it is itself a redrive queue, from which nothing should be moved on';
  if (typeof retention === 'number' && retention < 3600) return 'it keeps messages for less than an hour on purpose';
  return undefined;
}
