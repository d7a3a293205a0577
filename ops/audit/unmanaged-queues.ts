import { isAccessDenied, isNotFound } from '../aws/errors';
import { nameOfArn, queueUrlOf, serviceOf } from '../failures/targets';
import type { Session } from '../session';
import type { AddResource, Managed } from './unmanaged';

/** The queues among the ARNs that no stack has made, and their redrive queues. */
export async function addQueues(
  session: Session,
  arns: readonly (string | undefined)[],
  managed: Managed,
  add: AddResource,
): Promise<void> {
  const inStacks = new Set([...(managed.get('AWS::SQS::Queue') ?? [])].map((url) => url.split('/').pop()));
  const left = [...arns];
  const seen = new Set<string>();
  while (left.length > 0) {
    const arn = left.pop();
    if (arn === undefined || serviceOf(arn) !== 'sqs' || seen.has(arn) || inStacks.has(nameOfArn(arn))) continue;
    seen.add(arn);
    const attributes = await attributesOf(session, arn);
    if (attributes === undefined) continue;
    const { VisibilityTimeout, MessageRetentionPeriod, KmsMasterKeyId, RedrivePolicy, FifoQueue } = attributes;
    const redrive = RedrivePolicy === undefined ? undefined : JSON.parse(RedrivePolicy);
    left.push(redrive?.deadLetterTargetArn);
    add(`Queue${nameOfArn(arn)}`, 'AWS::SQS::Queue', {
      QueueName: nameOfArn(arn),
      VisibilityTimeout: Number(VisibilityTimeout),
      MessageRetentionPeriod: Number(MessageRetentionPeriod),
      KmsMasterKeyId,
      FifoQueue: FifoQueue === 'true' ? true : undefined,
      RedrivePolicy: redrive && { ...redrive, maxReceiveCount: Number(redrive.maxReceiveCount) },
    });
  }
}

/** None for a queue that is gone, or that another account keeps to itself. */
async function attributesOf(session: Session, arn: string): Promise<Partial<Record<string, string>> | undefined> {
  const { GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs');
  try {
    const QueueUrl = await queueUrlOf(session, arn);
    return (await (await session.clients.sqs()).send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;
  } catch (error) {
    if (isNotFound(error) || isAccessDenied(error)) return undefined;
    throw error;
  }
}
