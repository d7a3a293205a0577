import type { ApplicationModel } from '../../../template-model/application-model';
import type { Resource } from '../../../template-model/resource';
import type { Sender } from '../../../template-model/senders';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, key, mapping, policy, queue, redrive, ref, resource } from '../examples/parts';
import { allow, queuePolicy, rule, subscription } from '../examples/triggers';

const SEND = 'sqs:SendMessage';
const KEY_USE = ['kms:GenerateDataKey', 'kms:Decrypt'];

const SNS = { Service: 'sns.amazonaws.com' };
const READ = { Orders: fn(), Mapping: mapping('Queue', 'Orders'), Queue: queue() };
const SUBSCRIBED = { ...READ, Subscription: subscription(arn('Queue'), { Protocol: 'sqs' }) };
const LET_IN = queuePolicy('Queue', allow(SEND, arn('Queue'), { Principal: SNS }));
const ENCRYPTED = { ...SUBSCRIBED, Policy: LET_IN, Queue: queue({ KmsMasterKeyId: arn('Key') }) };

/** @internal */
export const TARGET_POLICY_BLOCKS_SENDER: Rule = {
  id: 'TargetPolicyBlocksSender',
  severity: CheckSeverity.ERROR,
  problem: 'A topic, a rule or a bucket sends to a queue whose policy or key does not allow it.',
  impact: 'The messages never arrive, so the function that reads the queue is not invoked and nobody is notified.',
  fix: "Allow 'sqs:SendMessage' to the service in an 'AWS::SQS::QueuePolicy', and 'kms:GenerateDataKey' and 'kms:Decrypt' in the policy of the queue's key.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
  *find(model) {
    const triggers = new Set(model.invocations.map(({ resource }) => resource));
    for (const sender of model.senders) {
      const { service, resource, property, queue } = sender;
      const reader = model.queues.get(queue)?.readers.find(({ invoked }) => invoked);
      const lock = reader || triggers.has(resource) ? lockFor(sender, model) : undefined;
      if (lock === undefined) continue;
      yield {
        resource,
        property,
        message: `'${property}' must be a queue that allows ${service} to send, got ${queue.id}, ${lock}`,
        fn: reader?.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: { ...SUBSCRIBED, Policy: LET_IN },
    bad: [
      SUBSCRIBED,
      { ...READ, Rule: rule(arn('Queue')), Policy: LET_IN },
      { ...SUBSCRIBED, Policy: queuePolicy('Queue', allow('sqs:ReceiveMessage', arn('Queue'), { Principal: SNS })) },
      { ...SUBSCRIBED, Policy: LET_IN, Queue: queue({ KmsMasterKeyId: 'alias/aws/sqs' }) },
      { ...ENCRYPTED, Key: key() },
      { ...ENCRYPTED, Key: key(allow('kms:Decrypt', '*', { Principal: SNS })) },
      { Orders: fn(), Rule: rule(arn('Orders'), { DeadLetterConfig: { Arn: arn('Undelivered') } }), Undelivered: queue() },
      {
        ...READ,
        Bucket: resource('AWS::S3::Bucket', {
          NotificationConfiguration: { QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: arn('Queue') }] },
        }),
      },
    ],
    good: [
      { ...SUBSCRIBED, Policy: LET_IN },
      {
        ...SUBSCRIBED,
        Policy: queuePolicy('Queue', allow(SEND, '*', { Principal: '*', Condition: { ArnEquals: { 'aws:SourceArn': 'arn' } } })),
      },
      { ...SUBSCRIBED, Policy: resource('AWS::SQS::QueuePolicy', { Queues: [ref('QueueUrl')], PolicyDocument: policy() }) },
      { ...ENCRYPTED, Key: key(allow(['kms:Decrypt', 'kms:GenerateDataKey*'], '*', { Principal: SNS })) },
      { ...ENCRYPTED, Queue: queue({ KmsMasterKeyId: ref('KeyArn') }) },
      { ...ENCRYPTED, Key: resource('AWS::KMS::Key', { KeyPolicy: ref('KeyPolicy') }) },
      { ...READ, Rule: rule(arn('Queue'), { RoleArn: ref('RoleArn') }) },
      { ...READ, Queue: queue(redrive('Other')), Other: queue() },
      { Queue: queue(), Subscription: subscription(arn('Queue'), { Protocol: 'sqs' }) },
    ],
  }),
};

/** What keeps it out; absent where nothing surely does. */
function lockFor({ queue, service }: Sender, model: ApplicationModel): string | undefined {
  const keepsOut = (locked: Resource, action: string): boolean => {
    const policy = model.policyOf(locked);
    return !policy || policy.lets(service, action) === false;
  };
  if (keepsOut(queue, SEND)) return `whose policy does not allow ${SEND}`;
  if (model.keys.isOfAws(queue)) return 'encrypted with an AWS managed key, which services cannot use';
  const key = model.keys.of(queue);
  const missing = key && KEY_USE.find((action) => keepsOut(key, action));
  return missing && `whose key ${key.id} does not allow ${missing}`;
}
