import type { Properties } from './template';
import { maxAgeOf, plural, retriesOf, spell } from './words';

/** What a resource of a hardened function is for. Numbers in it are read from the template. */
export interface ResourceKind {
  readonly role: string;
  readonly type: string;
  /** Its path below the function, or below the stack for what functions share; without the ids `Default` and `Resource`. */
  readonly place: RegExp;
  why(properties: Properties): string;
  /** Whether it belongs to an event source. */
  readonly ofSource?: boolean;
  /** Whether it belongs to a function URL. */
  readonly ofUrl?: boolean;
}

const alarm = (id: string, why: string): ResourceKind => ({
  role: `Alarm ${id}`,
  type: 'AWS::CloudWatch::Alarm',
  place: new RegExp(`^(HardenedFunctionFailureQueue/)?Alarms/${id}$`),
  why: () => why,
});

const MAPPING = '[A-Za-z]+EventSource:[^/]+';

const ofSource = (kind: Omit<ResourceKind, 'ofSource'>): ResourceKind => ({ ...kind, ofSource: true });

const sourceAlarm = (id: string, why: string): ResourceKind =>
  ofSource({ role: `Alarm ${id}`, type: 'AWS::CloudWatch::Alarm', place: new RegExp(`^(${MAPPING}/)?Alarms/${id}$`), why: () => why });

/** Every kind, in the order in which they are listed. */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  {
    role: 'Function',
    type: 'AWS::Lambda::Function',
    place: /^$/,
    why: ({ Architectures, MemorySize, Timeout, TracingConfig, LoggingConfig }) =>
      [
        `${Architectures[0]}, ${MemorySize} MB, ${spell(Timeout)}`,
        TracingConfig?.Mode === 'Active' ? 'traced' : 'not traced',
        `${LoggingConfig?.LogFormat ?? 'Text'} logs`,
      ].join(', '),
  },
  {
    role: 'Role',
    type: 'AWS::IAM::Role',
    place: /^ServiceRole$/,
    why: () => 'Only Lambda assumes it; logs, traces, delivery',
  },
  {
    role: 'Default policy',
    type: 'AWS::IAM::Policy',
    place: /^ServiceRole\/DefaultPolicy$/,
    why: () => 'Your grants; the construct adds none',
  },
  {
    role: 'Log group',
    type: 'AWS::Logs::LogGroup',
    place: /^LogGroup$/,
    why: ({ RetentionInDays }) => `Logs expire after ${plural(RetentionInDays, 'day')}`,
  },
  {
    role: 'Asynchronous invocation',
    type: 'AWS::Lambda::EventInvokeConfig',
    place: /^EventInvokeConfig$/,
    why: ({ MaximumRetryAttempts, MaximumEventAgeInSeconds }) =>
      `${retriesOf(MaximumRetryAttempts)} within ${maxAgeOf(MaximumEventAgeInSeconds)}, then the failure queue`,
  },
  {
    role: 'Failure queue',
    type: 'AWS::SQS::Queue',
    place: /^HardenedFunctionFailureQueue$/,
    why: ({ MessageRetentionPeriod }) => `Failed events for ${spell(MessageRetentionPeriod)}; one per stack`,
  },
  {
    role: 'Queue policy',
    type: 'AWS::SQS::QueuePolicy',
    place: /^HardenedFunctionFailureQueue\/Policy$/,
    why: () => 'Denies every call without TLS',
  },
  {
    role: 'Idempotency table',
    type: 'AWS::DynamoDB::Table',
    place: /^HardenedFunctionIdempotencyTable$/,
    why: () => 'Events that were worked on; one per stack, with `idempotency`',
  },
  alarm('Errors', 'The code threw, timed out or ran out of memory'),
  alarm('Throttles', 'Invocations are throttled for 15 minutes'),
  {
    role: 'Alarm FailedEvents',
    type: 'AWS::CloudWatch::Alarm',
    place: /^(HardenedFunctionFailedEvents\d+|Alarms\/FailedEvents)$/,
    why: () => 'An event failed after all retries; one for ten functions',
  },
  alarm('StoredEvents', 'Failed events wait in the shared queue'),
  alarm('ExpiringEvents', 'The queue will soon delete a failed event'),
  { ...alarm('ServerErrors', 'A caller of the URL got a server error'), ofUrl: true },
  { ...alarm('Latency', 'Responses of the URL take longer than 5 seconds on average, for 15 minutes'), ofUrl: true },
  {
    role: 'Version',
    type: 'AWS::Lambda::Version',
    place: /^CurrentVersion$/,
    why: () => 'The code and configuration of one release, kept when the next is live',
  },
  {
    role: 'Alias',
    type: 'AWS::Lambda::Alias',
    place: /^Alias[^/]+$/,
    why: ({ Name }) => `\`${Name}\` is what callers invoke; a release moves its traffic`,
  },
  {
    role: 'Invocation of the alias',
    type: 'AWS::Lambda::EventInvokeConfig',
    place: /^Alias[^/]+\/EventInvokeConfig$/,
    why: () => 'The same for events that the alias gets',
  },
  {
    role: 'Deployment group',
    type: 'AWS::CodeDeploy::DeploymentGroup',
    place: /^Release\/DeploymentGroup$/,
    why: () => 'Moves the traffic in steps; the rollback alarm stops it',
  },
  {
    role: 'Rollback alarm',
    type: 'AWS::CloudWatch::Alarm',
    place: /^Release\/RollbackAlarm$/,
    why: () => 'The new version failed; CodeDeploy brings the old one back',
  },
  {
    role: 'CodeDeploy application',
    type: 'AWS::CodeDeploy::Application',
    place: /^HardenedFunctionReleases\/Application$/,
    why: () => 'Holds the deployment groups; one per stack',
  },
  {
    role: 'Role of CodeDeploy',
    type: 'AWS::IAM::Role',
    place: /^HardenedFunctionReleases\/Role$/,
    why: () => 'Only CodeDeploy of this account assumes it; one per stack',
  },
  {
    role: 'Policy of CodeDeploy',
    type: 'AWS::IAM::Policy',
    place: /^HardenedFunctionReleases\/Role\/Releases\/Policy$/,
    why: () => 'Moves these aliases, asks for these alarms',
  },
  {
    role: 'Rule for stopped releases',
    type: 'AWS::Events::Rule',
    place: /^HardenedFunctionReleases\/Stopped-[0-9a-f]+$/,
    why: () => 'A stopped or failed release notifies the alarm topic; one per stack',
  },
  ofSource({
    role: 'Queue',
    type: 'AWS::SQS::Queue',
    place: /^Queue$/,
    why: ({ VisibilityTimeout, RedrivePolicy }) =>
      `${RedrivePolicy.maxReceiveCount} deliveries, visibility timeout ${spell(VisibilityTimeout)}`,
  }),
  ofSource({
    role: 'Queue policy',
    type: 'AWS::SQS::QueuePolicy',
    place: /^Queue(Redrive)?\/Policy$/,
    why: () => 'Denies every call without TLS',
  }),
  ofSource({
    role: 'Redrive queue',
    type: 'AWS::SQS::Queue',
    place: /^QueueRedrive$/,
    why: ({ MessageRetentionPeriod }) => `Keeps failed messages for ${spell(MessageRetentionPeriod)}, encrypted`,
  }),
  ofSource({
    role: 'Event source mapping',
    type: 'AWS::Lambda::EventSourceMapping',
    place: new RegExp(`^${MAPPING}$`),
    why: mappingInWords,
  }),
  ofSource({
    role: 'Failed batches',
    type: 'AWS::SQS::Queue',
    place: new RegExp(`^${MAPPING}/FailureQueue$`),
    why: ({ MessageRetentionPeriod }) => `Positions of failed batches, for ${spell(MessageRetentionPeriod)}`,
  }),
  ofSource({
    role: 'Queue policy',
    type: 'AWS::SQS::QueuePolicy',
    place: new RegExp(`^${MAPPING}/FailureQueue/Policy$`),
    why: () => 'Denies every call without TLS',
  }),
  sourceAlarm('OldestMessage', 'The function is too slow, or does not read'),
  sourceAlarm('RedrivenMessages', 'A message failed every delivery; see the queue'),
  sourceAlarm('ExpiringMessages', 'The redrive queue will soon delete a message'),
  sourceAlarm('IteratorAge', 'Records are read late'),
  sourceAlarm('FailedBatches', 'A batch failed after all retries; see the queue'),
  sourceAlarm('UndeliveredBatches', 'A failed batch could not be sent: it is lost'),
  sourceAlarm('ExpiringBatches', 'The stream will soon delete its failed records'),
  sourceAlarm('OffsetLag', 'The function is far behind the end of the topic'),
  sourceAlarm('PollingErrors', 'Lambda can not read the topic'),
  sourceAlarm('StoppedReader', 'Records arrive, and none is read'),
  sourceAlarm('OversizedRecords', 'A record was too large and is lost'),
  {
    role: 'Alarm topic',
    type: 'AWS::SNS::Topic',
    place: /^HardenedFunctionAlarms$/,
    why: () => 'One per stack, so people confirm once',
  },
  {
    role: 'Topic policy',
    type: 'AWS::SNS::TopicPolicy',
    place: /^HardenedFunctionAlarms\/Policy$/,
    why: () => 'CloudWatch may publish; TLS only',
  },
  {
    role: 'Subscription',
    type: 'AWS::SNS::Subscription',
    place: /^HardenedFunctionAlarms\/[^/]+$/,
    why: ({ Protocol, Endpoint }) => `${Protocol} to ${Endpoint}`,
  },
];

function mappingInWords(properties: Properties): string {
  const { FilterCriteria, MaximumRetryAttempts, MaximumRecordAgeInSeconds, FunctionResponseTypes, BisectBatchOnFunctionError } = properties;
  return [
    ...(FilterCriteria ? [plural(FilterCriteria.Filters.length, 'filter')] : []),
    ...(FunctionResponseTypes ? ['partial batches'] : []),
    ...(BisectBatchOnFunctionError ? ['bisected'] : []),
    ...(MaximumRetryAttempts === undefined ? [] : [plural(MaximumRetryAttempts, 'retry', 'retries')]),
    ...(MaximumRecordAgeInSeconds === undefined ? [] : [`at most ${spell(MaximumRecordAgeInSeconds)} old`]),
  ].join(', ');
}
