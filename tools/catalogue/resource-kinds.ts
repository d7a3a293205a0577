import type { Properties } from './template';
import { maxAgeOf, plural, retriesOf, spell } from './words';

/** What a resource of a hardened function is for. What it says in numbers is read from the template. */
export interface ResourceKind {
  readonly role: string;
  readonly type: string;
  /** Its path below the function, or below the stack for what functions share; without the ids `Default` and `Resource`. */
  readonly place: RegExp;
  why(properties: Properties): string;
}

const alarm = (id: string, why: string): ResourceKind => ({
  role: `Alarm ${id}`,
  type: 'AWS::CloudWatch::Alarm',
  place: new RegExp(`^Alarms/${id}$`),
  why: () => why,
});

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
