/** A way on which an event, a message or a record may fail. */
export interface Path {
  readonly from: string;
  readonly to: string;
  /** What a test of `npx projen emulator` shows of it. */
  readonly shown?: string;
  /** Why none does: what the emulator does otherwise than AWS. */
  readonly notShown?: string;
}

const found = 'found once, as it was sent, with the error; mended and sent again it goes through';

/** Every path, and what is shown of it. The tests drive those that have something to show, and no others. */
export const PATHS = {
  twice: {
    from: 'asynchronous event',
    to: "the function's failure queue",
    shown: `tried three times (\`retryAttempts: 2\`), then ${found}`,
  },
  never: { from: 'asynchronous event', to: "the function's failure queue", shown: 'tried once (`retryAttempts: 0`), then found once' },
  toTopic: { from: 'asynchronous event', to: 'a topic', shown: 'each subscriber gets it once, with the error' },
  toFunction: { from: 'asynchronous event', to: 'another function', shown: 'it gets it once, with the error' },
  queueFilter: { from: 'SQS', to: 'nowhere', shown: 'what the filter lets through by no pattern is deleted, and never handled' },
  partialBatch: { from: 'SQS', to: 'its queue', shown: 'of a batch with a poisoned message the others are handled once' },
  redrive: { from: 'SQS', to: 'the redrive queue', shown: 'after `maxReceiveCount` deliveries found once, as it was sent' },
  fifo: { from: 'SQS FIFO', to: 'the redrive queue', shown: 'found once with its group; the other groups go on, each in its order' },
  topic: { from: 'SNS', to: 'the function', shown: 'each message is handled once' },
  bucket: { from: 'S3', to: "the function's failure queue", shown: `tried twice (\`retryAttempts: 1\`), then ${found}` },
  rule: { from: 'EventBridge rule', to: 'the function', shown: 'each event that matches is handled once, no other' },
  schedule: { from: 'EventBridge schedule', to: 'the function', shown: 'handled once' },
  table: { from: 'DynamoDB stream', to: 'the function', shown: 'what the filter lets through is handled once, nothing else' },
  stream: { from: 'Kinesis', to: 'the function', shown: 'what the filter lets through is handled once, nothing else' },
  alarmOnMetric: {
    from: 'alarm Errors',
    to: 'the e-mail topic',
    shown: "rings when the function's own metric rises; a subscriber hears it",
  },
  alarms: { from: 'every alarm', to: 'the e-mail topic', shown: 'put to ALARM by hand, a subscriber hears each once' },

  deadLetters: {
    from: 'asynchronous event',
    to: 'a dead-letter queue or topic',
    notShown: "the emulator's CloudFormation leaves `DeadLetterConfig` out",
  },
  otherDestinations: { from: 'asynchronous event', to: 'a bucket, an event bus', notShown: 'the emulator delivers to neither' },
  success: { from: 'asynchronous event', to: '`onSuccess`', notShown: 'the emulator delivers nothing' },
  alias: { from: 'asynchronous event', to: "an alias's failure target", notShown: 'the emulator takes the settings of the function' },
  pushedFailures: {
    from: 'SNS, EventBridge rule, schedule',
    to: "the function's failure queue",
    notShown: 'the emulator tries once, and forgets what failed; on AWS these are asynchronous events as those above',
  },
  undelivered: {
    from: 'EventBridge rule, schedule',
    to: 'their own dead-letter queue',
    notShown: 'nothing fails between the emulator and the function',
  },
  failedRecords: {
    from: 'DynamoDB stream, Kinesis',
    to: "the source's failure queue",
    notShown: 'the emulator tries a failed batch for ever, does not halve it, and overlooks which record failed',
  },
  otherSources: { from: 'Kafka, Amazon MQ, DocumentDB', to: 'a failure target', notShown: 'the emulator reads none of them' },
  throttled: {
    from: 'events that were turned away',
    to: 'the alarm Throttles',
    notShown: "the emulator's CloudFormation leaves `ReservedConcurrentExecutions` out",
  },
} satisfies Record<string, Path>;

export type PathName = keyof typeof PATHS;

/** Those that the tests drive. */
export type DrivenName = { [Name in PathName]: (typeof PATHS)[Name] extends { shown: string } ? Name : never }[PathName];
