import type { ApplicationModel } from '../../template-model/application-model';
import { statementsOf } from '../../template-model/permissions/role';
import { listed } from '../../template-model/permissions/statements';
import { isFields, isList, partsOf, type Resource, type Value } from '../../template-model/resource';
import type { Control, Met } from './control';

const is = (met: Met) => ({ met });
const QUEUE = 'AWS::SQS::Queue';
const TOPIC = 'AWS::SNS::Topic';

/** Queues, topics, alarms, log groups, keys and rules around functions. @internal */
export const COMPANION_CONTROLS: readonly Control[] = [
  {
    rule: 'SQSQueueSSE',
    title: 'The queue is encrypted',
    types: [QUEUE],
    property: 'SqsManagedSseEnabled',
    others: [],
    check: (queue) => {
      const own = queue.flag('SqsManagedSseEnabled', true);
      return is(queue.has('KmsMasterKeyId') === false ? own : true);
    },
  },
  {
    rule: 'SQSQueueDLQ',
    title: 'The queue has a redrive queue, or is one',
    types: [QUEUE],
    property: 'RedrivePolicy',
    others: [],
    check: (queue, model) => is(queue.has('RedrivePolicy') === false ? isDeadLetterQueue(queue, model) : true),
  },
  {
    rule: 'SQSRedrivePolicy',
    title: 'The queue has a redrive policy',
    types: [QUEUE],
    property: 'RedrivePolicy',
    others: [],
    check: (queue) => is(queue.has('RedrivePolicy')),
  },
  {
    rule: 'SQSQueueSSLRequestsOnly',
    title: 'The queue is used with TLS only',
    types: [QUEUE],
    property: 'QueuePolicy',
    others: [],
    check: (queue, model) => is(deniesWithoutTls('AWS::SQS::QueuePolicy', 'Queues', queue, model, /^(sqs:)?\*$/i)),
  },
  {
    rule: 'SNSTopicSSLPublishOnly',
    title: 'The topic is used with TLS only',
    types: [TOPIC],
    property: 'TopicPolicy',
    others: [],
    check: (topic, model) =>
      is(topic.has('KmsMasterKeyId') !== false || deniesWithoutTls('AWS::SNS::TopicPolicy', 'Topics', topic, model, /^sns:publish$/i)),
  },
  {
    rule: 'SNSEncryptedKMS',
    title: 'The topic is encrypted with a key',
    types: [TOPIC],
    property: 'KmsMasterKeyId',
    others: [],
    check: (topic) => is(topic.has('KmsMasterKeyId')),
  },
  {
    rule: 'SNSRedrivePolicy',
    title: 'The subscription has a redrive policy',
    types: ['AWS::SNS::Subscription'],
    property: 'RedrivePolicy',
    others: [],
    check: (subscription) => is(subscription.has('RedrivePolicy')),
  },
  {
    rule: 'CloudWatchAlarmAction',
    title: 'The alarm has an action',
    types: ['AWS::CloudWatch::Alarm'],
    property: 'AlarmActions',
    others: [],
    check: (alarm) => {
      if (alarm.flag('ActionsEnabled', true) === false) return is(false);
      const actions = ['AlarmActions', 'InsufficientDataActions', 'OKActions'].map((property) => alarm.list(property));
      if (actions.some((list) => list !== undefined && list.length > 0)) return is(true);
      return is(actions.includes(undefined) ? undefined : false);
    },
    waiver: 'alarmActions',
  },
  {
    rule: 'CloudWatchLogGroupRetentionPeriod',
    title: 'The logs have a retention period',
    types: ['AWS::Logs::LogGroup'],
    property: 'RetentionInDays',
    others: [],
    check: (group) => is(group.has('RetentionInDays')),
  },
  {
    rule: 'CloudWatchLogGroupEncrypted',
    title: 'The logs are encrypted with a customer-managed key',
    types: ['AWS::Logs::LogGroup'],
    property: 'KmsKeyId',
    others: [],
    check: (group) => is(group.has('KmsKeyId')),
  },
  {
    rule: 'KMSBackingKeyRotationEnabled',
    title: 'The key is rotated',
    types: ['AWS::KMS::Key'],
    property: 'EnableKeyRotation',
    others: [],
    check: (key) => (key.text('KeySpec', 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT' ? is(key.flag('EnableKeyRotation')) : is(true)),
  },
  {
    rule: 'EventBusDLQ',
    title: 'Each target of the rule has a dead-letter queue',
    types: ['AWS::Events::Rule'],
    property: 'Targets',
    others: [],
    check: (rule) => is((rule.list('Targets') ?? []).every((target) => isFields(target) && target.DeadLetterConfig !== undefined)),
  },
  {
    rule: 'DynamoDBPITREnabled',
    title: 'The table can be restored to a point in time',
    types: ['AWS::DynamoDB::Table'],
    property: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    others: [],
    check: (table) => is(table.flag('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled')),
  },
];

const isDeadLetterQueue = (queue: Resource, model: ApplicationModel): boolean =>
  [...model.queues.values()].some(({ redrive }) => redrive === queue) ||
  model.failureTargets.some(({ kind, target }) => kind === 'dead-letter' && target === queue);

function deniesWithoutTls(type: string, list: string, about: Resource, model: ApplicationModel, action: RegExp): Met {
  return model.resources.ofType(type).some((policy) => {
    if (!(policy.list(list) ?? []).some((value) => model.resources.behind(value) === about)) return false;
    return (statementsOf(policy.get('PolicyDocument')) ?? []).some(
      (statement) =>
        statement.denies &&
        statement.isForEverybody &&
        statement.actions.some((one) => typeof one === 'string' && action.test(one)) &&
        isWithoutTls(statement.conditions),
    );
  });
}

function isWithoutTls(conditions: Readonly<Record<string, Value>>): boolean {
  const bool = conditions.Bool;
  return isFields(bool) && [false, 'false'].includes(bool['aws:SecureTransport'] as string | boolean);
}

/** What its parts are, as far as they are texts. @internal */
export const known = (value: Value): string => (partsOf(value) ?? []).map((part) => (typeof part === 'string' ? part : '')).join('');

/** @internal */
export const itemsOf = (value: Value): readonly Value[] => (isList(value) ? value : listed(value));
