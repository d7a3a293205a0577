/** A path that a failed event, message or record takes. */
export interface Path {
  readonly from: string;
  readonly to: string;
  /** What a test of `npx projen emulator` proves of it. */
  readonly shown?: string;
  /** Why no test does: how the emulator differs from AWS. */
  readonly notShown?: string;
}

const found = 'stored once, unchanged, with the error; it succeeds when it is sent again after the fix';

/** Every path. The tests cover those with `shown`, and no others. */
export const PATHS = {
  twice: {
    from: 'asynchronous event',
    to: "the stack's failure queue",
    shown: `attempted three times (\`retryAttempts: 2\`), then ${found}`,
  },
  never: { from: 'asynchronous event', to: "the stack's failure queue", shown: 'attempted once (`retryAttempts: 0`), then stored once' },
  toTopic: { from: 'asynchronous event', to: 'a topic', shown: 'each subscriber receives it once, with the error' },
  toFunction: { from: 'asynchronous event', to: 'another function', shown: 'it is invoked once, with the error' },
  queueFilter: { from: 'SQS', to: 'deletion', shown: 'a message that matches no filter is deleted and never processed' },
  partialBatch: { from: 'SQS', to: 'the same queue', shown: 'in a batch with an invalid message, the others are processed once' },
  redrive: { from: 'SQS', to: 'the redrive queue', shown: 'after `maxReceiveCount` deliveries stored once, unchanged' },
  fifo: { from: 'SQS FIFO', to: 'the redrive queue', shown: 'stored once with its message group; other groups continue in order' },
  topic: { from: 'SNS', to: 'the function', shown: 'each message is processed once' },
  bucket: { from: 'S3', to: "the stack's failure queue", shown: `attempted twice (\`retryAttempts: 1\`), then ${found}` },
  rule: { from: 'EventBridge rule', to: 'the function', shown: 'each event that matches is processed once, no other' },
  schedule: { from: 'EventBridge schedule', to: 'the function', shown: 'each run is processed once' },
  table: { from: 'DynamoDB stream', to: 'the function', shown: 'each record that matches the filter is processed once, no other' },
  stream: { from: 'Kinesis', to: 'the function', shown: 'each record that matches the filter is processed once, no other' },
  alarmOnMetric: {
    from: 'alarm Errors',
    to: 'the e-mail topic',
    shown: "goes into ALARM when the function's metric rises; the subscriber is notified",
  },
  alarms: { from: 'every alarm', to: 'the e-mail topic', shown: 'set to ALARM by hand, each notifies the subscriber once' },

  deadLetters: {
    from: 'asynchronous event',
    to: 'a dead-letter queue or topic',
    notShown: "the emulator's CloudFormation ignores `DeadLetterConfig`",
  },
  otherDestinations: { from: 'asynchronous event', to: 'a bucket, an event bus', notShown: 'the emulator delivers to neither' },
  success: { from: 'asynchronous event', to: '`onSuccess`', notShown: 'the emulator delivers nothing' },
  alias: { from: 'asynchronous event', to: "an alias's failure target", notShown: 'the emulator uses the settings of the function' },
  pushedFailures: {
    from: 'SNS, EventBridge rule, schedule',
    to: "the stack's failure queue",
    notShown: 'the emulator attempts once and drops what failed; on AWS these are asynchronous events like those above',
  },
  undelivered: {
    from: 'EventBridge rule, schedule',
    to: 'their own dead-letter queue',
    notShown: 'delivery to the function never fails on the emulator',
  },
  failedRecords: {
    from: 'DynamoDB stream, Kinesis',
    to: "the source's failure queue",
    notShown: 'the emulator retries a failed batch forever, does not split it, and ignores which record failed',
  },
  otherSources: { from: 'Kafka, Amazon MQ, DocumentDB', to: 'a failure target', notShown: 'the emulator reads none of them' },
  throttled: {
    from: 'throttled invocations',
    to: 'the alarm Throttles',
    notShown: "the emulator's CloudFormation ignores `ReservedConcurrentExecutions`",
  },
} satisfies Record<string, Path>;

export type PathName = keyof typeof PATHS;

/** Those that the tests cover. */
export type TestedName = { [Name in PathName]: (typeof PATHS)[Name] extends { shown: string } ? Name : never }[PathName];
