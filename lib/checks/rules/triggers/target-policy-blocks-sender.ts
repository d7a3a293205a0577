import type { ApplicationModel } from '../../../template-model/application-model';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import type { Sender } from '../../../template-model/permissions/senders';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { topicPolicy } from '../examples/alarms';
import { arn, fn, key, mapping, policy, queue, redrive, ref, resource, roleOf } from '../examples/parts';
import { allow, queuePolicy, rule, subscription } from '../examples/triggers';

const QUEUE = 'AWS::SQS::Queue';
const SEND = 'sqs:SendMessage';
const PUBLISH = 'sns:Publish';
const KEY_USE = ['kms:GenerateDataKey', 'kms:Decrypt'];

const SNS = { Service: 'sns.amazonaws.com' };
const READ = { Orders: fn(), Mapping: mapping('Queue', 'Orders'), Queue: queue() };
const SUBSCRIBED = { ...READ, Subscription: subscription(arn('Queue'), { Protocol: 'sqs' }) };
const ALLOWED = queuePolicy('Queue', allow(SEND, arn('Queue'), { Principal: SNS }));
const FROM_TOPIC = {
  ...READ,
  Topic: resource('AWS::SNS::Topic'),
  Subscription: subscription(arn('Queue'), { Protocol: 'sqs', TopicArn: ref('Topic') }),
};
const onlyFrom = (source: unknown) =>
  queuePolicy('Queue', allow(SEND, arn('Queue'), { Principal: SNS, Condition: { ArnEquals: { 'aws:SourceArn': source } } }));
const ENCRYPTED = { ...SUBSCRIBED, Policy: ALLOWED, Queue: queue({ KmsMasterKeyId: arn('Key') }) };

const TOPIC = {
  Orders: fn(),
  Topic: resource('AWS::SNS::Topic'),
  Subscription: subscription(arn('Orders'), { TopicArn: ref('Topic') }),
  Rule: rule(ref('Topic')),
};

/** @internal */
export const TARGET_POLICY_BLOCKS_SENDER: Rule = {
  id: 'TargetPolicyBlocksSender',
  severity: CheckSeverity.ERROR,
  problem: 'A topic, a rule or a bucket sends to a queue or a topic whose policy or key does not allow it.',
  impact: 'The messages never arrive, so the function behind the queue or topic is not invoked and nobody is notified.',
  fix: "Allow 'sqs:SendMessage' to the service in an 'AWS::SQS::QueuePolicy' ('sns:Publish' in an 'AWS::SNS::TopicPolicy'), and 'kms:GenerateDataKey' and 'kms:Decrypt' in the policy of the queue's key.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
  *find(model) {
    const triggers = new Set(model.invocations.map(({ resource }) => resource));
    for (const sender of model.senders) {
      const { service, resource, property, target } = sender;
      const fn = receiverOf(target, model);
      const lock = fn || triggers.has(resource) ? lockFor(sender, model) : undefined;
      if (lock === undefined || isSentByRole(sender, target, model)) continue;
      const kind = target.type === QUEUE ? 'queue' : 'topic';
      yield {
        resource,
        property,
        message: `'${property}' must be a ${kind} that allows ${service} to send, got ${target.label}, ${lock}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: { ...SUBSCRIBED, Policy: ALLOWED },
    bad: [
      SUBSCRIBED,
      TOPIC,
      { ...READ, Topic: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'sqs', Endpoint: arn('Queue') }] }) },
      { ...READ, Rule: rule(arn('Queue')), Policy: ALLOWED },
      { ...SUBSCRIBED, Policy: queuePolicy('Queue', allow('sqs:ReceiveMessage', arn('Queue'), { Principal: SNS })) },
      { ...FROM_TOPIC, Policy: onlyFrom(ref('Other')), Other: resource('AWS::SNS::Topic') },
      { ...FROM_TOPIC, Policy: onlyFrom('arn:aws:sns:eu-west-1:111122223333:invoices') },
      { ...FROM_TOPIC, Policy: onlyFrom({ 'Fn::Sub': `arn:aws:sns:\${AWS::Region}:\${AWS::AccountId}:invoices` }) },
      { ...SUBSCRIBED, Policy: onlyFrom('arn:aws:sns:eu-west-1:111122223333:invoices') },
      { ...SUBSCRIBED, Policy: ALLOWED, Queue: queue({ KmsMasterKeyId: 'alias/aws/sqs' }) },
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
      {
        ...TOPIC,
        Policy: topicPolicy('Topic', {
          Effect: 'Allow',
          Action: PUBLISH,
          Resource: ref('Topic'),
          Principal: { Service: 'events.amazonaws.com' },
        }),
      },
      { Topic: resource('AWS::SNS::Topic'), Rule: rule(ref('Topic')) },
      { ...SUBSCRIBED, Policy: ALLOWED },
      {
        ...SUBSCRIBED,
        Policy: queuePolicy(
          'Queue',
          allow(SEND, '*', { Principal: '*', Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }),
        ),
      },
      { ...FROM_TOPIC, Policy: onlyFrom(ref('Topic')) },
      { ...FROM_TOPIC, Policy: onlyFrom([ref('Topic'), 'arn:aws:sns:eu-west-1:111122223333:invoices']) },
      { ...FROM_TOPIC, Policy: onlyFrom({ 'Fn::Sub': `arn:aws:sns:\${AWS::Region}:\${AWS::AccountId}:*` }) },
      { ...FROM_TOPIC, Policy: onlyFrom(ref('TopicArn')) },
      { ...SUBSCRIBED, Policy: onlyFrom('arn:aws:sns:*:111122223333:orders') },
      { ...SUBSCRIBED, Policy: resource('AWS::SQS::QueuePolicy', { Queues: [ref('QueueUrl')], PolicyDocument: policy() }) },
      { ...ENCRYPTED, Key: key(allow(['kms:Decrypt', 'kms:GenerateDataKey*'], '*', { Principal: SNS })) },
      { ...ENCRYPTED, Queue: queue({ KmsMasterKeyId: ref('KeyArn') }) },
      { ...ENCRYPTED, Key: resource('AWS::KMS::Key', { KeyPolicy: ref('KeyPolicy') }) },
      { ...READ, Rule: rule(arn('Queue'), { RoleArn: ref('RoleArn') }) },
      { ...READ, Queue: queue(redrive('Other')), Other: queue() },
      { Queue: queue(), Subscription: subscription(arn('Queue'), { Protocol: 'sqs' }) },
      {
        Orders: fn(),
        Rule: rule(arn('Orders'), { DeadLetterConfig: { Arn: arn('Undelivered') } }, { RoleArn: arn('Role') }),
        Role: roleOf('events.amazonaws.com', allow(['lambda:InvokeFunction', SEND])),
        Undelivered: queue(),
      },
    ],
  }),
};

/** The function that a message to the target reaches in the end. */
function receiverOf(target: Resource, model: ApplicationModel): LambdaFunction | undefined {
  if (target.type === QUEUE) return model.queues.get(target)?.reader;
  const subscribed = model.invocations.find(({ source }) => source === target)?.invoked.fn;
  const queues = model.senders.filter(({ resource }) => model.resources.behind(resource.get('TopicArn')) === target || resource === target);
  return subscribed ?? queues.map((sender) => model.queues.get(sender.target)?.reader).find((reader) => reader !== undefined);
}

/** With the role of a rule, EventBridge may send to the dead-letter queue of a target as well: only a role without that surely does not. */
function isSentByRole({ resource, property }: Sender, target: Resource, model: ApplicationModel): boolean {
  if (resource.type !== 'AWS::Events::Rule' || !property.endsWith('DeadLetterConfig.Arn')) return false;
  const value = resource.get(property.replace(/DeadLetterConfig\.Arn$/, 'RoleArn')) ?? resource.get('RoleArn');
  if (value === undefined) return false;
  const role = model.roleBehind(value);
  return role?.allows(SEND, target) !== false;
}

/** What denies it; absent where nothing surely does. */
function lockFor({ target, service, origin }: Sender, model: ApplicationModel): string | undefined {
  const action = target.type === QUEUE ? SEND : PUBLISH;
  const policy = model.policyOf(target);
  if (!policy || policy.lets(service, action) === false) return `whose policy does not allow ${action}`;
  if (policy.lets(service, action, origin) === false) return `whose policy allows ${action} for another 'aws:SourceArn' only`;
  if (model.keys.isOfAws(target)) return 'encrypted with an AWS managed key, which services cannot use';
  const key = model.keys.of(target);
  const keyPolicy = key && model.policyOf(key);
  const missing = key && KEY_USE.find((use) => !keyPolicy || keyPolicy.lets(service, use, origin) === false);
  return missing && `whose key ${key.label} does not allow ${missing}`;
}
