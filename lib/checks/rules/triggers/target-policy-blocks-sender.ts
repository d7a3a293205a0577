import { CheckLevel } from '../../check-level';
import { arn, fn, key, mapping, policy, queue, redrive, ref, resource } from '../examples/parts';
import { allow, queuePolicy, rule, subscription } from '../examples/triggers';
import type { Picture } from '../../../template-model/application-model';
import type { Resource } from '../../../template-model/resource';
import type { Sender } from '../../../template-model/senders';
import type { Examples, Rule } from '../../rule';

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
  level: CheckLevel.ERROR,
  wrong: 'A topic, a rule or a bucket sends to a queue that does not let it in.',
  consequence: 'The messages never arrive: the function that reads the queue is never invoked, and no metric of its own tells why.',
  wayOut: "allow the service 'sqs:SendMessage' in a policy on the queue, and in that of its key 'kms:GenerateDataKey' and 'kms:Decrypt'",
  page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
  *find(picture) {
    const triggers = new Set(picture.invocations.map(({ resource }) => resource));
    for (const sender of picture.senders) {
      const { service, resource, property, queue } = sender;
      const reader = picture.queues.get(queue)?.readers.find(({ invoked }) => invoked);
      const lock = reader || triggers.has(resource) ? lockFor(sender, picture) : undefined;
      if (lock === undefined) continue;
      yield {
        resource,
        property,
        sentence: `'${property}' must be a queue that lets ${service} in, got ${queue.id}, ${lock}`,
        fn: reader?.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
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
function lockFor({ queue, service }: Sender, picture: Picture): string | undefined {
  const keepsOut = (locked: Resource, action: string): boolean => {
    const policy = picture.policyOf(locked);
    return !policy || policy.lets(service, action) === false;
  };
  if (keepsOut(queue, SEND)) return `whose policy does not allow it ${SEND}`;
  if (picture.keys.isOfAws(queue)) return "encrypted with AWS's own key, which lets no service in";
  const key = picture.keys.of(queue);
  const missing = key && KEY_USE.find((action) => keepsOut(key, action));
  return missing && `whose key ${key.id} does not allow it ${missing}`;
}
