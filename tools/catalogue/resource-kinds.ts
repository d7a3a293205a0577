import type { Properties } from './template';
import { maxAgeOf, plural, retriesOf, spell } from './words';

/** What a resource of a hardened function is for. What it says in numbers is read from the template. */
export interface ResourceKind {
  readonly role: string;
  readonly type: string;
  /** Its path below the function, or below the stack for what functions share; without the ids `Default` and `Resource`. */
  readonly place: RegExp;
  why(properties: Properties): string;
  /** Whether it is there for what the function reads. */
  readonly ofSource?: boolean;
}

const alarm = (id: string, why: string): ResourceKind => ({
  role: `Alarm ${id}`,
  type: 'AWS::CloudWatch::Alarm',
  place: new RegExp(`^Alarms/${id}$`),
  why: () => why,
});

const MAPPING = '[A-Za-z]+EventSource:[^/]+';

const ofSource = (kind: Omit<ResourceKind, 'ofSource'>): ResourceKind => ({ ...kind, ofSource: true });

const sourceAlarm = (id: string, why: string): ResourceKind =>
  ofSource({ role: `Alarm ${id}`, type: 'AWS::CloudWatch::Alarm', place: new RegExp(`^${MAPPING}/Alarms/${id}$`), why: () => why });

/** Every kind, in the order in which a reader wants to hear of them. */
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
    why: () => 'Only Lambda assumes it; no managed policy',
  },
  {
    role: 'What Lambda needs',
    type: 'AWS::IAM::Policy',
    place: /^ServicePolicy$/,
    why: () => 'Own logs and traces; apart from your grants',
  },
  {
    role: 'Delivery of failures',
    type: 'AWS::IAM::Policy',
    place: /^DestinationPolicy$/,
    why: () => 'Send to the failure queue, and nothing else',
  },
  {
    role: 'Your grants',
    type: 'AWS::IAM::Policy',
    place: /^ServiceRole\/DefaultPolicy$/,
    why: () => 'By your own grants; the line itself adds none',
  },
  {
    role: 'Log group',
    type: 'AWS::Logs::LogGroup',
    place: /^LogGroup$/,
    why: ({ RetentionInDays }) => `Logs end after ${plural(RetentionInDays, 'day')}, not never`,
  },
  {
    role: 'Asynchronous events',
    type: 'AWS::Lambda::EventInvokeConfig',
    place: /^EventInvokeConfig$/,
    why: ({ MaximumRetryAttempts, MaximumEventAgeInSeconds }) =>
      `${retriesOf(MaximumRetryAttempts)} within ${maxAgeOf(MaximumEventAgeInSeconds)}, then the failure queue`,
  },
  {
    role: 'Failure queue',
    type: 'AWS::SQS::Queue',
    place: /^FailureQueue$/,
    why: ({ MessageRetentionPeriod }) => `Keeps failed events for ${spell(MessageRetentionPeriod)}, encrypted`,
  },
  {
    role: 'Queue policy',
    type: 'AWS::SQS::QueuePolicy',
    place: /^FailureQueue\/Policy$/,
    why: () => 'Turns away every call without TLS',
  },
  alarm('Errors', 'Code threw, timed out or ran out of memory'),
  alarm('Throttles', 'A call was turned away: no concurrency left'),
  alarm('FailedEvents', 'An event failed for good; it is in the queue'),
  alarm('UndeliveredEvents', 'A failed event missed the queue: it is lost'),
  alarm('ExpiringEvents', 'The queue will soon forget a failed event'),
  ofSource({
    role: 'Queue',
    type: 'AWS::SQS::Queue',
    place: /^Queue$/,
    why: ({ VisibilityTimeout, RedrivePolicy }) =>
      `${RedrivePolicy.maxReceiveCount} deliveries, hidden for ${spell(VisibilityTimeout)} each`,
  }),
  ofSource({
    role: 'Queue policy',
    type: 'AWS::SQS::QueuePolicy',
    place: /^Queue(Redrive)?\/Policy$/,
    why: () => 'Turns away every call without TLS',
  }),
  ofSource({
    role: 'Redrive queue',
    type: 'AWS::SQS::Queue',
    place: /^QueueRedrive$/,
    why: ({ MessageRetentionPeriod }) => `Keeps what failed for good ${spell(MessageRetentionPeriod)}, encrypted`,
  }),
  ofSource({
    role: 'Mapping',
    type: 'AWS::Lambda::EventSourceMapping',
    place: new RegExp(`^${MAPPING}$`),
    why: mappingInWords,
  }),
  ofSource({
    role: 'Reading',
    type: 'AWS::IAM::Policy',
    place: new RegExp(`^${MAPPING}/Policy$`),
    why: () => 'Read exactly this source, deliver what failed',
  }),
  ofSource({
    role: 'Failed batches',
    type: 'AWS::SQS::Queue',
    place: new RegExp(`^${MAPPING}/FailureQueue$`),
    why: ({ MessageRetentionPeriod }) => `Keeps which records failed, ${spell(MessageRetentionPeriod)}`,
  }),
  ofSource({
    role: 'Queue policy',
    type: 'AWS::SQS::QueuePolicy',
    place: new RegExp(`^${MAPPING}/FailureQueue/Policy$`),
    why: () => 'Turns away every call without TLS',
  }),
  sourceAlarm('OldestMessage', 'The function does not keep up, or does not read'),
  sourceAlarm('RedrivenMessages', 'A message failed for good; it is in the queue'),
  sourceAlarm('ExpiringMessages', 'The redrive queue will soon forget a message'),
  sourceAlarm('IteratorAge', 'Records are read late'),
  sourceAlarm('FailedRecords', 'A record failed, even where the call did not'),
  sourceAlarm('FailedBatches', 'A batch failed for good; the queue says which'),
  sourceAlarm('ExpiringBatches', 'The stream will soon forget its records'),
  sourceAlarm('OffsetLag', 'The function is far behind the end of the topic'),
  sourceAlarm('OversizedRecords', 'A change was too large, and is lost'),
  {
    role: 'Alarm topic',
    type: 'AWS::SNS::Topic',
    place: /^HardenedFunctionAlarms$/,
    why: () => 'One for the stack, so people confirm once',
  },
  {
    role: 'Topic policy',
    type: 'AWS::SNS::TopicPolicy',
    place: /^HardenedFunctionAlarms\/Policy$/,
    why: () => 'CloudWatch may publish; nobody without TLS',
  },
  {
    role: 'Who hears of alarms',
    type: 'AWS::SNS::Subscription',
    place: /^HardenedFunctionAlarms\/[^/]+$/,
    why: ({ Protocol, Endpoint }) => `${Endpoint}, by ${Protocol}`,
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
