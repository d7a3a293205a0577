import type { ResourceBody } from '../template';
import { httpApi, restApi } from './api-events';
import { fieldsOf, isObject, type Properties, pick } from './fields';
import { PENDING_NOTIFICATION, PENDING_TRIGGER } from './pending-notification';
import { permission } from './permission';

type Entries = [string, ResourceBody][];
type Expand = (id: string, properties: Properties, target: unknown) => Entries;

const MAPPED = [
  'AmazonManagedKafkaEventSourceConfig',
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DocumentDBEventSourceConfig',
  'Enabled',
  'FilterCriteria',
  'FunctionResponseTypes',
  'KmsKeyArn',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'MetricsConfig',
  'ParallelizationFactor',
  'ProvisionedPollerConfig',
  'Queues',
  'ScalingConfig',
  'SelfManagedKafkaEventSourceConfig',
  'SourceAccessConfigurations',
  'StartingPosition',
  'StartingPositionTimestamp',
  'Topics',
  'TumblingWindowInSeconds',
];

const resource = (Type: string, Properties: Properties): ResourceBody => ({ Type, Properties });

/** A mapping of what the property names. */
const mapped =
  (source: string): Expand =>
  (id, properties, target) => {
    const { OnFailure } = fieldsOf(properties.DestinationConfig);
    const destination = isObject(OnFailure) ? { DestinationConfig: { OnFailure: pick(OnFailure, 'Destination') } } : {};
    const from = properties[source] === undefined ? {} : { EventSourceArn: properties[source] };
    return [
      [id, resource('AWS::Lambda::EventSourceMapping', { FunctionName: target, ...from, ...pick(properties, ...MAPPED), ...destination })],
    ];
  };

/** A self-managed cluster has no ARN. */
const selfManaged: Expand = (id, properties, target) => {
  const [[, mapping]] = mapped('')(id, properties, target);
  const SelfManagedEventSource = { Endpoints: { KafkaBootstrapServers: properties.KafkaBootstrapServers } };
  return [[id, { ...mapping, Properties: { ...mapping.Properties, SelfManagedEventSource } }]];
};

/** What a rule chooses its events by has a name of SAM's; so has whether it is on. */
const rule =
  (matches: 'EventPattern' | 'ScheduleExpression', by: string): Expand =>
  (id, properties, target) => {
    const Targets = [{ Arn: target, Id: id, ...pick(properties, 'DeadLetterConfig', 'RetryPolicy', 'Input') }];
    const off = properties.Enabled === false ? { State: 'DISABLED' } : {};
    const pattern = properties[by] === undefined ? {} : { [matches]: properties[by] };
    return [
      [id, resource('AWS::Events::Rule', { ...pick(properties, 'EventBusName', 'State'), ...off, ...pattern, Targets })],
      ...permission(id, target, 'events.amazonaws.com', { SourceArn: { 'Fn::GetAtt': [id, 'Arn'] } }),
    ];
  };

const schedule: Expand = (id, properties, target) => [
  [
    id,
    resource('AWS::Scheduler::Schedule', {
      ...pick(properties, 'ScheduleExpression', 'State'),
      Target: { Arn: target, ...pick(properties, 'DeadLetterConfig', 'RetryPolicy', 'RoleArn') },
    }),
  ],
];

const hasQueueBetween = ({ SqsSubscription: between }: Properties): boolean => between !== undefined && between !== false;

const topic: Expand = (id, properties, target) => {
  const { Topic: TopicArn, SqsSubscription: between } = properties;
  const subscription = { TopicArn, ...pick(properties, 'FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy') };
  if (hasQueueBetween(properties)) return queued(id, subscription, fieldsOf(between), target);
  return [
    [id, resource('AWS::SNS::Subscription', { ...subscription, Protocol: 'lambda', Endpoint: target })],
    ...permission(id, target, 'sns.amazonaws.com', { SourceArn: TopicArn }),
  ];
};

/** A queue between topic and function: one that is named, or that SAM makes. */
function queued(id: string, subscription: Properties, { QueueArn, QueueUrl, ...options }: Properties, target: unknown): Entries {
  const made = `${id}Queue`;
  const Endpoint = QueueArn ?? { 'Fn::GetAtt': [made, 'Arn'] };
  const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: Endpoint };
  const policy = { Queues: [QueueUrl ?? { Ref: made }], PolicyDocument: { Version: '2012-10-17', Statement: [statement] } };
  return [
    [id, resource('AWS::SNS::Subscription', { ...subscription, Protocol: 'sqs', Endpoint })],
    [
      `${id}EventSourceMapping`,
      resource('AWS::Lambda::EventSourceMapping', { FunctionName: target, EventSourceArn: Endpoint, ...pick(options, ...MAPPED) }),
    ],
    [`${id}QueuePolicy`, resource('AWS::SQS::QueuePolicy', policy)],
    ...(QueueArn === undefined ? [[made, resource('AWS::SQS::Queue', {})] as [string, ResourceBody]] : []),
  ];
}

const bucket: Expand = (id, properties, target) => [
  [id, resource(PENDING_NOTIFICATION, { ...pick(properties, 'Bucket', 'Events', 'Filter'), Function: target })],
  ...permission(id, target, 's3.amazonaws.com', { SourceAccount: { Ref: 'AWS::AccountId' } }),
];

const logs: Expand = (id, properties, target) => [
  [id, resource('AWS::Logs::SubscriptionFilter', { DestinationArn: target, ...pick(properties, 'LogGroupName', 'FilterPattern') })],
  ...permission(id, target, 'logs.amazonaws.com', {
    SourceArn: { 'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:*` },
  }),
];

const iot: Expand = (id, properties, target) => [
  [id, resource('AWS::IoT::TopicRule', { TopicRulePayload: { Sql: properties.Sql, Actions: [{ Lambda: { FunctionArn: target } }] } })],
  ...permission(id, target, 'iot.amazonaws.com', {
    SourceArn: { 'Fn::Sub': `arn:\${AWS::Partition}:iot:\${AWS::Region}:\${AWS::AccountId}:rule/\${${id}}` },
  }),
];

/** SAM writes the trigger into the user pool. */
const cognito: Expand = (id, properties, target) => [
  [id, resource(PENDING_TRIGGER, { ...pick(properties, 'UserPool', 'Trigger'), Function: target })],
  ...permission(id, target, 'cognito-idp.amazonaws.com', {
    SourceArn: { 'Fn::Sub': `arn:\${AWS::Partition}:cognito-idp:\${AWS::Region}:\${AWS::AccountId}:userpool/*` },
  }),
];

const alexa: Expand = (id, { SkillId }, target) =>
  permission(id, target, 'alexa-appkit.amazon.com', SkillId === undefined ? {} : { EventSourceToken: SkillId });

/** A policy that SAM writes for this one source. @internal */
export const INLINE_POLICY = 'inline';

const EVENTS: Readonly<Record<string, { readonly expand: Expand; readonly policy?: string }>> = {
  SQS: { expand: mapped('Queue'), policy: 'AWSLambdaSQSQueueExecutionRole' },
  DynamoDB: { expand: mapped('Stream'), policy: 'AWSLambdaDynamoDBExecutionRole' },
  Kinesis: { expand: mapped('Stream'), policy: 'AWSLambdaKinesisExecutionRole' },
  MSK: { expand: mapped('Stream'), policy: 'AWSLambdaMSKExecutionRole' },
  MQ: { expand: mapped('Broker'), policy: INLINE_POLICY },
  DocumentDB: { expand: mapped('Cluster'), policy: INLINE_POLICY },
  SelfManagedKafka: { expand: selfManaged, policy: INLINE_POLICY },
  SNS: { expand: topic },
  Api: { expand: restApi },
  HttpApi: { expand: httpApi },
  S3: { expand: bucket },
  EventBridgeRule: { expand: rule('EventPattern', 'Pattern') },
  CloudWatchEvent: { expand: rule('EventPattern', 'Pattern') },
  Schedule: { expand: rule('ScheduleExpression', 'Schedule') },
  ScheduleV2: { expand: schedule },
  CloudWatchLogs: { expand: logs },
  IoTRule: { expand: iot },
  Cognito: { expand: cognito },
  AlexaSkill: { expand: alexa },
};

const eventOf = ({ Type }: Properties) => (typeof Type === 'string' && Object.hasOwn(EVENTS, Type) ? EVENTS[Type] : undefined);

/** What an event of a serverless function becomes. @internal */
export const eventResources = (id: string, event: Properties, target: unknown): Entries =>
  eventOf(event)?.expand(id, fieldsOf(event.Properties), target) ?? [];

function policyFor(event: Properties): string | undefined {
  // For the secrets that a cluster signs in with, SAM adds statements.
  if (event.Type === 'MSK' && fieldsOf(event.Properties).SourceAccessConfigurations !== undefined) return INLINE_POLICY;
  const isQueued = event.Type === 'SNS' && hasQueueBetween(fieldsOf(event.Properties));
  return isQueued ? EVENTS.SQS.policy : eventOf(event)?.policy;
}

/** The policies that SAM attaches so that the events can be read. @internal */
export const policiesFor = (events: Properties): readonly string[] => [
  ...new Set(Object.values(events).flatMap((event) => (isObject(event) ? (policyFor(event) ?? []) : []))),
];
