import { CfnParameter, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  DynamoFilter,
  EventFilter,
  EventSourceWaiver,
  HardenedDynamoEventSource,
  type HardenedDynamoEventSourceProps,
  HardenedFunctionDefaults,
  HardenedKinesisConsumerEventSource,
  HardenedKinesisEventSource,
  type HardenedKinesisEventSourceProps,
  HardenedSqsEventSource,
  type HardenedSqsEventSourceProps,
  type HardenedSqsNewQueueProps,
  type HardenedStreamEventSourceOptions,
  KinesisFilter,
  SqsFilter,
  Waiver,
} from '../../lib';
import { CODE, OLDEST, only, orders, stackOf, warningsOf } from '../harness';
import { MAPPING, mistakesOf, NOTIFIED_BY_NOBODY, queueIn, reading, tableIn } from './reading';

const streamIn = (s: Stack) => new kinesis.Stream(s, 'Stream');
const plainFunction = (s: Stack, id = 'Orders') => new lambda.Function(s, id, { ...CODE, timeout: Duration.seconds(30) });
const ofQueue = (props: HardenedSqsEventSourceProps, queue: sqs.QueueProps = {}) =>
  reading((s) => new HardenedSqsEventSource(queueIn(s, 'Events', queue), props));
const ofNewQueue = (props: HardenedSqsNewQueueProps) => reading(() => HardenedSqsEventSource.withNewQueue(props));
const ofTable = (props: Partial<HardenedDynamoEventSourceProps>) =>
  reading((s) => new HardenedDynamoEventSource(tableIn(s), { ...OLDEST, ...OLDEST, ...props }));
const ofStream = (props: Partial<HardenedKinesisEventSourceProps>) =>
  reading((s) => new HardenedKinesisEventSource(streamIn(s), { ...OLDEST, ...OLDEST, ...props }));
const ofConsumer = (props: Partial<HardenedKinesisEventSourceProps>) =>
  reading((s) => {
    const stream = streamIn(s);
    return new HardenedKinesisConsumerEventSource(new kinesis.StreamConsumer(s, 'Consumer', { streamConsumerName: 'x', stream }), {
      ...OLDEST,
      ...OLDEST,
      ...props,
    });
  });
const metrics = (...names: lambda.MetricType[]) => ({ metricsConfig: { metrics: names } });
const pollers = (minimumPollers?: number, maximumPollers?: number) => ({
  provisionedPollerConfig: { minimumPollers, maximumPollers } as lambda.ProvisionedPollerConfig,
});

/** The path of the function, then the sentence. */
const AT_ONCE = /^Shop\/Orders: ((filters|filterPatterns): )?'/;

describe('a queue: refused at once', () => {
  const batch = (max: number, got: unknown) => `'batchSize' must be a whole number between 1 and ${max}, got ${got}`;
  const window = (got: unknown) => `'maxBatchingWindow' must be a whole number of seconds between 0 and 300, got ${got}`;
  const concurrency = (got: unknown) =>
    `'maxConcurrency' must be a whole number between 2 and 1000, got ${got}; leave it out, or limit the function itself by 'reservedConcurrentExecutions'`;
  const needed = (got: string) =>
    `'maxBatchingWindow' must be at least 1 second for a 'batchSize' above 10, got ${got}; pass 'maxBatchingWindow: Duration.seconds(1)'`;
  const minimum = (got: unknown) => `'provisionedPollerConfig.minimumPollers' must be a whole number between 2 and 200, got ${got}`;
  const maximum = (min: number, got: unknown) =>
    `'provisionedPollerConfig.maximumPollers' must be a whole number between ${min} and 10000, got ${got}`;
  const group = (got: string) => `'metricsConfig' must name groups that the source has, got ${got}; name EventCount, or leave it out`;
  const { ERROR_COUNT, KAFKA_METRICS } = lambda.MetricType;

  test.each<[string, HardenedSqsEventSourceProps, string]>([
    ['a batch of 0', { batchSize: 0 }, batch(10_000, 0)],
    ['a batch of 1.5', { batchSize: 1.5 }, batch(10_000, 1.5)],
    ['a batch of 10001', { batchSize: 10_001, maxBatchingWindow: Duration.seconds(1) }, batch(10_000, 10_001)],
    ['a batch of 11 without a window', { batchSize: 11 }, needed('none with 11')],
    ['a batch of 10000 with a window of 0', { batchSize: 10_000, maxBatchingWindow: Duration.seconds(0) }, needed('0 with 10000')],
    ['a window of 301 s', { maxBatchingWindow: Duration.seconds(301) }, window(301)],
    ['a window of half a second', { maxBatchingWindow: Duration.millis(500) }, window(0.5)],
    ['a concurrency of 0', { maxConcurrency: 0 }, concurrency(0)],
    ['a concurrency of 1', { maxConcurrency: 1 }, concurrency(1)],
    ['a concurrency of 1001', { maxConcurrency: 1001 }, concurrency(1001)],
    ['a concurrency of 2.5', { maxConcurrency: 2.5 }, concurrency(2.5)],
    [
      'a concurrency with pollers',
      { maxConcurrency: 5, ...pollers(2, 5) },
      "'maxConcurrency' can't be combined with 'provisionedPollerConfig', which Lambda refuses; remove one of them",
    ],
    ['1 poller', pollers(1, 5), minimum(1)],
    ['201 pollers at the least', pollers(201, 300), minimum(201)],
    ['1 poller at the most', pollers(undefined, 1), maximum(2, 1)],
    ['10001 pollers', pollers(2, 10_001), maximum(2, 10_001)],
    ['fewer pollers at the most than at the least', pollers(20, 19), maximum(20, 19)],
    ['no group of metrics', metrics(), "'metricsConfig' must name a group of metrics, got none; name EventCount, or leave it out"],
    ["Kafka's metrics", metrics(KAFKA_METRICS), group('KafkaMetrics')],
    ["Kafka's errors beside the counts", metrics(lambda.MetricType.EVENT_COUNT, ERROR_COUNT), group('ErrorCount')],
    ['an empty list of filters', { filters: [] }, "'filters' must have at least one entry, got an empty list; omit it to read all records"],
    [
      'an empty list of patterns',
      { filterPatterns: [] },
      "'filterPatterns' must have at least one entry, got an empty list; omit it to read all records",
    ],
    [
      '11 filters',
      { filters: Array.from({ length: 11 }, (_, index) => SqsFilter.body({ type: [`${index}`] })) },
      "'filters' must have at most 10 filters, got 11, which no quota allows; join those that differ in one field into a list of values",
    ],
    [
      '11 filters and patterns together',
      {
        filters: Array.from({ length: 6 }, (_, index) => SqsFilter.body({ type: [`${index}`] })),
        filterPatterns: Array.from({ length: 5 }, (_, index) => ({ body: { other: [`${index}`] } })),
      },
      "'filters' must have at most 10 filters, got 11",
    ],
    [
      'one filter twice, in two forms',
      { filters: [SqsFilter.body({ type: ['order'] })], filterPatterns: [{ body: { type: ['order'] } }] },
      `'filters' must differ from each other, got {"body":{"type":["order"]}} twice; leave one of them out`,
    ],
    ["another source's filter", { filters: [KinesisFilter.data({ a: ['x'] })] }, "filters: 'filter' must be for SQS, got one for Kinesis"],
    ['a pattern with a wrong root', { filterPatterns: [{ data: { a: ['x'] } }] }, "filterPatterns: 'data' must"],
    [
      'a text',
      { filterPatterns: ['{"body":["x"]}' as never] },
      "filterPatterns: 'pattern' must be a pattern or FilterCriteria.filter(...), got",
    ],
    [
      'a pattern among the filters',
      { filters: [{ body: { a: ['x'] } } as never] },
      `filters: 'filter' must be an EventFilter, got {"body":{"a":["x"]}}; pass it as 'filterPatterns', or make it with SqsFilter`,
    ],
    [
      'a filter among the patterns',
      { filterPatterns: [SqsFilter.body({ a: ['x'] })] },
      "filterPatterns: 'pattern' must be a pattern or FilterCriteria.filter(...), got an EventFilter; pass it as 'filters'",
    ],
  ])('%s', (_, props, message) => {
    expect(() => ofQueue(props)).toThrow(message);
    expect(() => ofNewQueue(props)).toThrow(message);
    expect(() => ofQueue(props)).toThrow(AT_ONCE);
  });

  test('a key for filters without filters', () => {
    const make = (s: Stack) => new HardenedSqsEventSource(queueIn(s), { filterEncryption: new kms.Key(s, 'Key') });
    expect(() => reading(make)).toThrow(
      "Shop/Orders: 'filterEncryption' must go with 'filters', got it alone; remove it, or set which records reach the function",
    );
  });

  test.each<[string, HardenedSqsEventSourceProps, string]>([
    ['a batch of 11', { batchSize: 11 }, `${batch(10, 11)}; a FIFO queue has no larger batches`],
    [
      'a batch of 11 with a window',
      { batchSize: 11, maxBatchingWindow: Duration.seconds(1) },
      `${batch(10, 11)}; a FIFO queue has no larger batches`,
    ],
    [
      'a window',
      { maxBatchingWindow: Duration.seconds(1) },
      "'maxBatchingWindow' must not be given for a FIFO queue, got one, which Lambda refuses; leave it out",
    ],
  ])('%s for FIFO', (_, props, message) => {
    expect(() => ofQueue(props, { fifo: true })).toThrow(message);
    expect(() => ofNewQueue({ ...props, fifo: true })).toThrow(message);
    expect(() => ofNewQueue({ ...props, queueName: 'events.fifo' })).toThrow(message);
  });

  test.each<[string, HardenedSqsNewQueueProps, string]>([
    [
      'a visibility timeout of 12 h 1 s',
      { visibilityTimeout: Duration.seconds(43_201) },
      "'visibilityTimeout' must be a whole number of seconds between 0 and 43200, got 43201",
    ],
    [
      'a retention of 59 s',
      { retentionPeriod: Duration.seconds(59) },
      "'retentionPeriod' must be a whole number of seconds between 60 and 1209600, got 59",
    ],
    [
      'a retention of 15 days',
      { retentionPeriod: Duration.days(15) },
      "'retentionPeriod' must be a whole number of seconds between 60 and 1209600, got 1296000",
    ],
    ['no delivery', { maxReceiveCount: 0 }, "'maxReceiveCount' must be a whole number between 1 and 1000, got 0"],
    ['1001 deliveries', { maxReceiveCount: 1001 }, "'maxReceiveCount' must be a whole number between 1 and 1000, got 1001"],
    [
      'deduplication for a standard queue',
      { contentBasedDeduplication: true },
      "'contentBasedDeduplication' must go with 'fifo: true', got it for a standard queue, which has none; leave it out",
    ],
    [
      'a FIFO queue of another name',
      { fifo: true, queueName: 'events' },
      "'queueName' must end in '.fifo' for a FIFO queue and for no other, got events; rename it",
    ],
    [
      "a standard queue of a FIFO queue's name",
      { fifo: false, queueName: 'events.fifo' },
      "'queueName' must end in '.fifo' for a FIFO queue and for no other, got events.fifo; rename it",
    ],
    ['an id that is taken', { queueId: 'LogGroup' }, "'queueId' must differ from the ids of what the function has already, got 'LogGroup'"],
  ])('a new queue with %s', (_, props, message) => {
    expect(() => ofNewQueue(props)).toThrow(message);
    expect(() => ofNewQueue(props)).toThrow(AT_ONCE);
  });

  test('no queue, no table, no stream, no consumer', () => {
    const fn = orders(stackOf());
    const none = undefined as never;
    expect(() => fn.addEventSource(new HardenedSqsEventSource(none))).toThrow("'queue' must be given, got undefined; pass for example");
    expect(() => fn.addEventSource(new HardenedDynamoEventSource(none, OLDEST))).toThrow("'table' must be given, got undefined");
    expect(() => fn.addEventSource(new HardenedKinesisEventSource(none, OLDEST))).toThrow("'stream' must be given, got undefined");
    expect(() => fn.addEventSource(new HardenedKinesisConsumerEventSource(none, OLDEST))).toThrow(
      "'streamConsumer' must be given, got undefined",
    );
  });

  test('a redrive queue beside the one that the queue has', () => {
    const make = (s: Stack) => new HardenedSqsEventSource(queueIn(s), { deadLetterQueue: new sqs.Queue(s, 'More') });
    expect(() => reading(make)).toThrow(
      "Shop/Orders: 'deadLetterQueue' must be set for an imported queue only, got it beside the queue's own; leave it out",
    );
  });
});

describe('a queue: refused when the app is finished', () => {
  const sentenceOf = (make: (s: Stack) => sqs.Queue, props: HardenedSqsEventSourceProps = {}): string => {
    const s = stackOf();
    orders(s).addEventSource(new HardenedSqsEventSource(make(s), props));
    return mistakesOf(s);
  };
  const shared = { visibilityTimeout: Duration.minutes(3) };

  test.each<[string, (s: Stack) => sqs.Queue, HardenedSqsEventSourceProps, string]>([
    [
      'a visibility timeout below that of the function',
      (s) => queueIn(s, 'Events', { visibilityTimeout: Duration.seconds(29) }),
      {},
      "'visibilityTimeout' of Shop/Events must be at least the function's timeout of 30 seconds, got 29, which Lambda refuses; " +
        "add 'visibilityTimeout: Duration.seconds(180)' to the queue",
    ],
    [
      'a visibility timeout below six times that of the function',
      (s) => queueIn(s, 'Events', { visibilityTimeout: Duration.seconds(179) }),
      {},
      "'visibilityTimeout' of Shop/Events must be at least 180 seconds, six times the function's timeout of 30 plus the batching window of 0, " +
        "got 179, so messages are delivered again while they are being processed; add 'visibilityTimeout: Duration.seconds(180)' to the queue, " +
        "or pass 'EventSourceWaiver.visibilityTimeout(reason)'",
    ],
    [
      'a visibility timeout that leaves out the window',
      (s) => queueIn(s),
      { maxBatchingWindow: Duration.seconds(1) },
      'must be at least 181 seconds',
    ],
    ["the queue's own visibility timeout", (s) => queueIn(s, 'Events', { visibilityTimeout: undefined }), {}, '180 seconds, six times'],
    [
      'no redrive queue',
      (s) => new sqs.Queue(s, 'Events', shared),
      {},
      "'deadLetterQueue' of Shop/Events must be given, got none, so a message that always fails is retried until it expires; " +
        `add 'deadLetterQueue: { queue: new sqs.Queue(this, "Redrive", { retentionPeriod: Duration.days(14), enforceSSL: true }), maxReceiveCount: 5 }' to the queue, ` +
        "or pass 'EventSourceWaiver.redriveQueue(reason)'",
    ],
    ['no redrive queue for FIFO', (s) => new sqs.Queue(s, 'Events', { ...shared, fifo: true }), {}, 'enforceSSL: true, fifo: true })'],
    [
      'one delivery',
      (s) => new sqs.Queue(s, 'Events', { ...shared, deadLetterQueue: { queue: new sqs.Queue(s, 'Q'), maxReceiveCount: 1 } }),
      {},
      "'maxReceiveCount' of Shop/Events must be at least 2, got 1, so one throttled delivery costs a healthy message; " +
        "set 'maxReceiveCount: 5', or pass 'EventSourceWaiver.maxReceiveCount(reason)'",
    ],
    [
      'a redrive queue with a shorter retention',
      (s) => {
        const queue = new sqs.Queue(s, 'Failed', { retentionPeriod: Duration.days(3) });
        return new sqs.Queue(s, 'Events', { ...shared, deadLetterQueue: { queue, maxReceiveCount: 5 } });
      },
      {},
      "'retentionPeriod' of Shop/Failed must be at least that of Shop/Events (345600 seconds), got 259200, so messages expire as soon as they are moved there; " +
        "set 'retentionPeriod: Duration.days(14)'",
    ],
    [
      'a standard redrive queue for FIFO',
      (s) => new sqs.Queue(s, 'Events', { ...shared, fifo: true, deadLetterQueue: { queue: new sqs.Queue(s, 'Q'), maxReceiveCount: 5 } }),
      {},
      "'deadLetterQueue' of Shop/Events must be FIFO as the queue itself, got Shop/Q, which is standard, which SQS refuses; make it with 'fifo: true'",
    ],
    [
      'a FIFO redrive queue for a standard queue',
      (s) =>
        new sqs.Queue(s, 'Events', { ...shared, deadLetterQueue: { queue: new sqs.Queue(s, 'Q', { fifo: true }), maxReceiveCount: 5 } }),
      {},
      "'deadLetterQueue' of Shop/Events must be standard as the queue itself, got Shop/Q, which is FIFO",
    ],
    [
      'an imported standard redrive queue for FIFO',
      (s) => {
        const queue = sqs.Queue.fromQueueArn(s, 'Q', 'arn:aws:sqs:eu-west-1:111122223333:failed');
        return new sqs.Queue(s, 'Events', { ...shared, fifo: true, deadLetterQueue: { queue, maxReceiveCount: 5 } });
      },
      {},
      'must be FIFO as the queue itself, got arn:aws:sqs:eu-west-1:111122223333:failed, which is standard',
    ],
  ])('%s', (_, make, props, message) => {
    const mistake = sentenceOf(make, props);
    expect(mistake).toContain(`[Shop/Orders/SqsEventSource:ShopEvents`);
    expect(mistake).toContain(message);
    expect(mistake.match(/\[Shop/g)).toHaveLength(1);
  });

  test('what a later line corrects is accepted', () => {
    const s = stackOf();
    const queue = new sqs.Queue(s, 'Events');
    orders(s).addEventSource(new HardenedSqsEventSource(queue));
    const resource = queue.node.defaultChild as sqs.CfnQueue;
    resource.visibilityTimeout = 180;
    const failed = new sqs.Queue(s, 'Failed', { retentionPeriod: Duration.days(14) });
    resource.redrivePolicy = { deadLetterTargetArn: failed.queueArn, maxReceiveCount: 5 };
    expect(mistakesOf(s)).toBe('');
  });

  test('a longer timeout that a later line gives the function', () => {
    const s = stackOf();
    const fn = orders(s);
    fn.addEventSource(new HardenedSqsEventSource(queueIn(s)));
    (fn.node.defaultChild as lambda.CfnFunction).timeout = 60;
    expect(mistakesOf(s)).toContain('must be at least 360 seconds');
  });

  test('a function without a timeout has the 3 seconds of Lambda', () => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const fn = new lambda.Function(s, 'Orders', CODE);
    fn.addEventSource(new HardenedSqsEventSource(queueIn(s, 'Events', { visibilityTimeout: Duration.seconds(17) })));
    expect(mistakesOf(s)).toContain("must be at least 18 seconds, six times the function's timeout of 3");
  });

  test('a queue that a function reads and that brings back its own asynchronous failures', () => {
    const s = stackOf();
    const queue = queueIn(s);
    orders(s, { deadLetterQueue: queue }).addEventSource(new HardenedSqsEventSource(queue));
    expect(mistakesOf(s)).toContain("[Shop/Orders] 'failureCapture' must not be a queue that the function reads its events from");
  });

  const asFilter = (given: unknown) => (given instanceof EventFilter ? { filters: [given] } : { filterPatterns: [given as object] });

  describe('of SNS', () => {
    const message = (filter: unknown, options: subscriptions.SqsSubscriptionProps = {}, later = false) => {
      const s = stackOf();
      const queue = queueIn(s);
      const subscribe = () => new sns.Topic(s, 'Topic').addSubscription(new subscriptions.SqsSubscription(queue, options));
      if (!later) subscribe();
      orders(s).addEventSource(new HardenedSqsEventSource(queue, asFilter(filter)));
      if (later) subscribe();
      return mistakesOf(s);
    };

    test.each([
      ['type', SqsFilter.body({ type: ['order'] })],
      ['Message', SqsFilter.body({ Message: { type: ['order'] } })],
    ])('a filter on what is inside the envelope: %s', (field, filter) => {
      for (const later of [false, true]) {
        expect(message(filter, {}, later)).toContain(
          `'filters' must ask for what SNS sends, got 'body.${field}', which is text inside 'body.Message' there, so every message would be deleted; ` +
            "pass 'rawMessageDelivery: true' to the subscription Shop/Events/ShopTopic",
        );
      }
    });

    test.each<[string, unknown, subscriptions.SqsSubscriptionProps]>([
      ['a payload that is delivered raw', SqsFilter.body({ type: ['order'] }), { rawMessageDelivery: true }],
      ['a field of the envelope', SqsFilter.body({ Subject: ['order'] }), {}],
      ['the message as text', SqsFilter.body({ Message: ['order'] }), {}],
      ['an attribute in the envelope', SqsFilter.body({ MessageAttributes: { type: { Value: ['order'] } } }), {}],
      ['a field that is not there', SqsFilter.body({ type: [{ exists: false }] }), {}],
    ])('%s may be asked for', (_, filter, options) => {
      expect(message(filter, options)).toBe('');
    });
  });
});

describe('a stream: refused at once', () => {
  const { AT_TIMESTAMP, LATEST, TRIM_HORIZON } = lambda.StartingPosition;
  const factor = (got: unknown) => `'parallelizationFactor' must be a whole number between 1 and 10, got ${got}`;
  const retries = (got: unknown) =>
    `'retryAttempts' must be a whole number between -1 and 10000, got ${got}; with -1 a batch is tried until it is too old`;
  const age = (got: unknown) => `'maxRecordAge' must be a whole number of seconds between 60 and 604800, got ${got}`;
  const tumbling = (got: unknown) => `'tumblingWindow' must be a whole number of seconds between 0 and 900, got ${got}`;
  const group = (got: string) => `'metricsConfig' must name groups that the source has, got ${got}; name EventCount, or leave it out`;

  test.each<[string, Partial<HardenedStreamEventSourceOptions>, string]>([
    ['a batch of 0', { batchSize: 0 }, "'batchSize' must be a whole number between 1 and 10000, got 0"],
    ['a batch of 10001', { batchSize: 10_001 }, "'batchSize' must be a whole number between 1 and 10000, got 10001"],
    [
      'a window of 301 s',
      { maxBatchingWindow: Duration.seconds(301) },
      "'maxBatchingWindow' must be a whole number of seconds between 0 and 300, got 301",
    ],
    ['a parallelization factor of 0', { parallelizationFactor: 0 }, factor(0)],
    ['a parallelization factor of 11', { parallelizationFactor: 11 }, factor(11)],
    ['-2 retries', { retryAttempts: -2 }, retries(-2)],
    ['20000 retries', { retryAttempts: 20_000 }, retries(20_000)],
    ['half a retry', { retryAttempts: 0.5 }, retries(0.5)],
    ['an age of 59 s', { maxRecordAge: Duration.seconds(59) }, age(59)],
    ['an age of 8 days', { maxRecordAge: Duration.days(8) }, age(691_200)],
    ['a tumbling window of 901 s', { tumblingWindow: Duration.seconds(901) }, tumbling(901)],
    ["Kafka's metrics", metrics(lambda.MetricType.KAFKA_METRICS), group('KafkaMetrics')],
    ["Kafka's errors", metrics(lambda.MetricType.ERROR_COUNT), group('ErrorCount')],
    ['no metrics', metrics(), "'metricsConfig' must name a group of metrics, got none"],
    ['an empty list of filters', { filters: [] }, "'filters' must have at least one entry, got an empty list"],
    ["another source's filter", { filters: [SqsFilter.body({ a: ['x'] })] }, "filters: 'filter' must be for"],
  ])('%s', (_, props, message) => {
    for (const make of [ofTable, ofStream, ofConsumer]) {
      expect(() => make(props)).toThrow(message);
      expect(() => make(props)).toThrow(AT_ONCE);
    }
  });

  const now = Math.floor(Date.now() / 1000);
  const over = (got: number) =>
    `'startingPositionTimestamp' must be seconds since 1970 that are over, got ${got}; milliseconds divided by 1000 are seconds`;

  test.each<[string, Partial<HardenedKinesisEventSourceProps>, string]>([
    [
      'a time without its position',
      { startingPositionTimestamp: now },
      "'startingPositionTimestamp' must go with 'startingPosition: AT_TIMESTAMP', got it with TRIM_HORIZON; pass that position, or leave the time out",
    ],
    [
      'a time with another position',
      { startingPosition: LATEST, startingPositionTimestamp: now },
      "'startingPositionTimestamp' must go with 'startingPosition: AT_TIMESTAMP', got it with LATEST",
    ],
    [
      'a position without its time',
      { startingPosition: AT_TIMESTAMP },
      "'startingPositionTimestamp' must be given with AT_TIMESTAMP, got none; pass the time in seconds since 1970",
    ],
    ['a time in the future', { startingPosition: AT_TIMESTAMP, startingPositionTimestamp: now + 3600 }, over(now + 3600)],
    ['a time in milliseconds', { startingPosition: AT_TIMESTAMP, startingPositionTimestamp: now * 1000 }, over(now * 1000)],
    ['a time before 1970', { startingPosition: AT_TIMESTAMP, startingPositionTimestamp: -1 }, over(-1)],
    ['the time 0, which CDK takes for none', { startingPosition: AT_TIMESTAMP, startingPositionTimestamp: 0 }, over(0)],
    ['no number', { startingPosition: AT_TIMESTAMP, startingPositionTimestamp: Number.NaN }, over(Number.NaN)],
  ])('Kinesis: %s', (_, props, message) => {
    for (const make of [ofStream, ofConsumer]) {
      expect(() => make(props)).toThrow(message);
      expect(() => make(props)).toThrow(AT_ONCE);
    }
  });

  test.each<[string, () => unknown]>([
    ['DynamoDB', () => ofTable({ startingPosition: undefined })],
    ['Kinesis', () => ofStream({ startingPosition: undefined })],
    ['a consumer', () => ofConsumer({ startingPosition: undefined })],
    // As JavaScript may.
    ['DynamoDB, with no props', () => reading((s) => new HardenedDynamoEventSource(tableIn(s), undefined as never))],
  ])('%s: no position, since one that differs from that of an existing mapping fails its deployment', (_, make) => {
    expect(make).toThrow(
      "Shop/Orders: 'startingPosition' must be given, got undefined; pass lambda.StartingPosition.TRIM_HORIZON, or the position of the event source mapping where one exists already",
    );
  });

  test('DynamoDB: AT_TIMESTAMP', () => {
    expect(() => ofTable({ startingPosition: AT_TIMESTAMP })).toThrow(
      "Shop/Orders: 'startingPosition' must be TRIM_HORIZON or LATEST for DynamoDB, got AT_TIMESTAMP, which only other sources have; pass one of the two",
    );
  });

  test.each<[string, Partial<HardenedKinesisEventSourceProps>]>([
    ['the bounds below', { batchSize: 1, parallelizationFactor: 1, retryAttempts: 0, maxRecordAge: Duration.seconds(60) }],
    ['the bounds above', { batchSize: 10_000, parallelizationFactor: 10, retryAttempts: 10_000, maxBatchingWindow: Duration.seconds(300) }],
    ['retries until a record is too old', { retryAttempts: -1 }],
    ['a batch of 10000 without a window', { batchSize: 10_000 }],
    ['no window', { tumblingWindow: Duration.seconds(0), maxBatchingWindow: Duration.seconds(0) }],
    ['the longest window', { tumblingWindow: Duration.seconds(900) }],
    ['a position', { startingPosition: TRIM_HORIZON }],
  ])('but %s is taken', (_, props) => {
    for (const make of [ofTable, ofStream, ofConsumer]) expect(() => make(props)).not.toThrow();
  });

  test.each<[string, Partial<HardenedKinesisEventSourceProps>, boolean, number]>([
    ['without a window, partial batches are reported', {}, true, 0],
    ['with a window they are not, unless the user says so', { tumblingWindow: Duration.seconds(9) }, false, 0],
    ['which is warned of', { tumblingWindow: Duration.seconds(9), reportBatchItemFailures: true }, true, 1],
    ['a window of 0 is none', { tumblingWindow: Duration.seconds(0) }, true, 0],
    ['a window of 0 is none, also where the user says so', { tumblingWindow: Duration.seconds(0), reportBatchItemFailures: true }, true, 0],
  ])('%s', (_, props, reported, warnings) => {
    const s = stackOf();
    const template = reading(() => new HardenedKinesisEventSource(streamIn(s), { ...OLDEST, ...OLDEST, ...props }), s);
    expect(only(template, MAPPING).FunctionResponseTypes).toEqual(reported ? ['ReportBatchItemFailures'] : undefined);
    expect(warningsOf(s)).toHaveLength(warnings);
    for (const warning of warningsOf(s)) {
      expect(warning).toContain(
        "'reportBatchItemFailures' must be false with a 'tumblingWindow' unless the handler returns both 'state' and 'batchItemFailures', got true; ",
      );
      expect(warning).toContain('[ack: HardenedLambda::WindowWithPartialBatches]');
    }
  });

  test("a filter on an image that another builder's source has", () => {
    expect(() => ofStream({ filters: [DynamoFilter.newImage({ a: ['x'] })] })).toThrow(
      "filters: 'filter' must be for Kinesis, got one for",
    );
  });
});

describe('two mappings of one source', () => {
  const TWICE =
    "Shop/Orders: 'addEventSource' must be called once for a source, got the same one twice, which Lambda refuses; put both filters into one source";
  const start = { startingPosition: lambda.StartingPosition.LATEST };
  const queue = (s: Stack) => (s.node.tryFindChild('Events') as sqs.Queue | undefined) ?? queueIn(s);
  const table = (s: Stack) => (s.node.tryFindChild('Table') as dynamodb.Table | undefined) ?? tableIn(s);
  const stream = (s: Stack) => (s.node.tryFindChild('Stream') as kinesis.Stream | undefined) ?? streamIn(s);
  const KINDS: [string, (s: Stack) => lambda.IEventSource, (s: Stack) => lambda.IEventSource][] = [
    ['a queue', (s) => new HardenedSqsEventSource(queue(s)), (s) => new sources.SqsEventSource(queue(s))],
    ['a table', (s) => new HardenedDynamoEventSource(table(s), OLDEST), (s) => new sources.DynamoEventSource(table(s), start)],
    ['a stream', (s) => new HardenedKinesisEventSource(stream(s), OLDEST), (s) => new sources.KinesisEventSource(stream(s), start)],
  ];

  test.each(KINDS)('%s: ours and ours', (_, ours) => {
    for (const make of [orders, plainFunction]) {
      const s = stackOf();
      const fn = make(s);
      fn.addEventSource(ours(s));
      expect(() => fn.addEventSource(ours(s))).toThrow(TWICE);
    }
  });

  test.each(KINDS)("%s: CDK's and ours", (_, ours, theirs) => {
    for (const make of [orders, plainFunction]) {
      const s = stackOf();
      const fn = make(s);
      fn.addEventSource(theirs(s));
      expect(() => fn.addEventSource(ours(s))).toThrow(TWICE);
    }
  });

  test.each(KINDS)("%s: ours and CDK's", (_, ours, theirs) => {
    const s = stackOf();
    const fn = orders(s);
    fn.addEventSource(ours(s));
    expect(() => fn.addEventSource(theirs(s))).toThrow(TWICE);
  });

  test('that is imported twice', () => {
    const s = stackOf();
    const fn = orders(s);
    const imported = (id: string) => sqs.Queue.fromQueueArn(s, id, 'arn:aws:sqs:eu-west-1:111122223333:events');
    fn.addEventSource(new HardenedSqsEventSource(imported('One')));
    expect(() => fn.addEventSource(new HardenedSqsEventSource(imported('Two')))).toThrow(TWICE);
  });

  test.each(KINDS)('%s for a function and another one below it is taken', (_, ours, theirs) => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const fn = orders(s);
    const [inner, other] = ['Inner', 'Other'].map((id) => new lambda.Function(fn, id, { ...CODE, reservedConcurrentExecutions: 1 }));
    inner.addEventSource(ours(s));
    other.addEventSource(theirs(s));
    fn.addEventSource(ours(s));
    expect(mistakesOf(s)).toBe('');
  });

  test.each(KINDS)('%s for two functions is taken', (_, ours) => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    orders(s).addEventSource(ours(s));
    plainFunction(s, 'Invoices').addEventSource(ours(s));
    expect(mistakesOf(s)).toBe('');
  });
});

describe('what is known only at deployment is not checked', () => {
  const number = (s: Stack) => new CfnParameter(s, 'Number', { type: 'Number' }).valueAsNumber;
  const REF = { Ref: 'Number' };

  test('of a queue', () => {
    const s = stackOf();
    const n = number(s);
    const window = { maxBatchingWindow: Duration.seconds(n) };
    const fn = orders(s, { timeout: Duration.seconds(n) });
    fn.addEventSource(new HardenedSqsEventSource(queueIn(s), { batchSize: n, maxConcurrency: n, ...window }));
    const more = { minimumPollers: n, maximumPollers: n };
    fn.addEventSource(new HardenedSqsEventSource(queueIn(s, 'More'), { batchSize: 100, provisionedPollerConfig: more, ...window }));
    expect(mistakesOf(s)).toBe('');
    expect(warningsOf(s)).toEqual([]);
    const [one, two] = Object.values<any>(Template.fromStack(s).findResources(MAPPING)).map(({ Properties }) => Properties);
    expect(one).toMatchObject({ BatchSize: REF, MaximumBatchingWindowInSeconds: REF, ScalingConfig: { MaximumConcurrency: REF } });
    expect(two.ProvisionedPollerConfig).toEqual({ MinimumPollers: REF, MaximumPollers: REF });
  });

  test("of the queue's own times, and of a reservation", () => {
    const s = stackOf();
    const n = number(s);
    const failed = new sqs.Queue(s, 'Failed', { retentionPeriod: Duration.seconds(n) });
    const queue = new sqs.Queue(s, 'Events', {
      visibilityTimeout: Duration.seconds(n),
      retentionPeriod: Duration.seconds(n),
      deadLetterQueue: { queue: failed, maxReceiveCount: n },
    });
    orders(s, { reservedConcurrentExecutions: n }).addEventSource(new HardenedSqsEventSource(queue, { maxConcurrency: 900 }));
    expect(mistakesOf(s)).toBe('');
    expect(warningsOf(s)).toEqual([]);
  });

  test('of a new queue', () => {
    const s = stackOf();
    const n = number(s);
    orders(s).addEventSource(
      HardenedSqsEventSource.withNewQueue({
        queueName: new CfnParameter(s, 'Name').valueAsString,
        visibilityTimeout: Duration.seconds(n),
        retentionPeriod: Duration.seconds(n),
        maxReceiveCount: n,
      }),
    );
    expect(mistakesOf(s)).toBe('');
    Template.fromStack(s).hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: REF, MessageRetentionPeriod: REF });
  });

  test('but the visibility of a new queue has to be given then', () => {
    const s = stackOf();
    const n = number(s);
    const source = HardenedSqsEventSource.withNewQueue;
    const message = "'visibilityTimeout' must be given where the function's timeout is not known here, got none";
    expect(() => orders(s, { timeout: Duration.seconds(n) }).addEventSource(source())).toThrow(message);
    expect(() => orders(s, {}, 'Other').addEventSource(source({ maxBatchingWindow: Duration.seconds(n) }))).toThrow(message);
  });

  test.each<[string, (s: Stack, props: Partial<HardenedDynamoEventSourceProps>) => lambda.IEventSource]>([
    ['a table', (s, props) => new HardenedDynamoEventSource(tableIn(s), { ...OLDEST, ...OLDEST, ...props })],
    ['a stream', (s, props) => new HardenedKinesisEventSource(streamIn(s), { ...OLDEST, ...OLDEST, ...props })],
  ])('of %s', (_, make) => {
    const s = stackOf();
    const n = number(s);
    const seconds = Duration.seconds(n);
    orders(s).addEventSource(
      make(s, {
        batchSize: n,
        maxBatchingWindow: seconds,
        parallelizationFactor: n,
        retryAttempts: n,
        maxRecordAge: seconds,
        tumblingWindow: seconds,
      }),
    );
    expect(mistakesOf(s)).toBe('');
    expect(warningsOf(s)).toEqual([]);
    expect(only(Template.fromStack(s), MAPPING)).toMatchObject({
      BatchSize: REF,
      MaximumBatchingWindowInSeconds: REF,
      ParallelizationFactor: REF,
      MaximumRetryAttempts: REF,
      MaximumRecordAgeInSeconds: REF,
      TumblingWindowInSeconds: REF,
    });
  });

  test('of a time at which reading begins, and of how long a stream keeps', () => {
    const s = stackOf();
    const n = number(s);
    const stream = streamIn(s);
    (stream.node.defaultChild as kinesis.CfnStream).retentionPeriodHours = n;
    const startingPosition = lambda.StartingPosition.AT_TIMESTAMP;
    orders(s).addEventSource(new HardenedKinesisEventSource(stream, { startingPosition, startingPositionTimestamp: n }));
    expect(mistakesOf(s)).toBe('');
    expect(only(Template.fromStack(s), MAPPING)).toMatchObject({ StartingPositionTimestamp: REF, MaximumRecordAgeInSeconds: 82800 });
  });

  test('of how a stream of a table looks', () => {
    const s = stackOf();
    const table = tableIn(s);
    const view = new CfnParameter(s, 'View').valueAsString;
    (table.node.defaultChild as dynamodb.CfnTable).streamSpecification = { streamViewType: view };
    orders(s).addEventSource(
      new HardenedDynamoEventSource(table, { ...OLDEST, ...OLDEST, filters: [DynamoFilter.newImage({ a: ['x'] })] }),
    );
    expect(mistakesOf(s)).toBe('');
  });
});

test('an explicit undefined erases no default', () => {
  const none = <T extends object>(...keys: (keyof T)[]) => Object.fromEntries(keys.map((key) => [key, undefined])) as Partial<T>;
  const common = [
    'enabled',
    'maxBatchingWindow',
    'waivers',
    'filters',
    'filterEncryption',
    'batchSize',
    'reportBatchItemFailures',
  ] as const;
  const queue = none<HardenedSqsNewQueueProps>(
    ...common,
    'maxConcurrency',
    'provisionedPollerConfig',
    'metricsConfig',
    'alarms',
    'queueId',
    'queueName',
    'fifo',
    'contentBasedDeduplication',
    'visibilityTimeout',
    'retentionPeriod',
    'maxReceiveCount',
    'encryptionKey',
  );
  const stream = none<Partial<HardenedKinesisEventSourceProps>>(
    ...common,
    'startingPositionTimestamp',
    'bisectBatchOnError',
    'retryAttempts',
    'onFailure',
    'metricsConfig',
    'maxRecordAge',
    'parallelizationFactor',
    'tumblingWindow',
    'alarms',
  );
  expect(ofNewQueue(queue).toJSON()).toEqual(ofNewQueue({}).toJSON());
  expect(ofQueue({ alarms: { oldestMessage: undefined } }).toJSON()).toEqual(ofQueue({}).toJSON());
  expect(ofStream(stream).toJSON()).toEqual(ofStream({}).toJSON());
  expect(ofTable({ alarms: { iteratorAge: undefined } }).toJSON()).toEqual(ofTable({}).toJSON());
});

describe('what TypeScript keeps out and JavaScript does not', () => {
  const duration = (prop: string, got: string) => `'${prop}' must be a Duration, got ${got}; write for example Duration.seconds(60)`;
  const waivers =
    "'waivers' must be a list of event source waivers, got another; write [EventSourceWaiver.redriveQueue(reason)] or its like";
  const tuning = (got: string) =>
    `'alarms.oldestMessage' must be a tuning, got ${got}; pass AlarmTuning.threshold(...), or AlarmTuning.none(reason)`;
  const foreign = (prop: string, source: string) => `'${prop}' is not supported for ${source}; remove it`;

  test.each<[string, object, string]>([
    ['a number as text', { batchSize: '5' }, `'batchSize' must be a whole number between 1 and 10000, got "5"`],
    ['a number that is null', { batchSize: null }, "'batchSize' must be a whole number between 1 and 10000, got null"],
    ['a number that is none', { batchSize: Number.NaN }, "'batchSize' must be a whole number between 1 and 10000, got NaN"],
    ['a number that is a list', { batchSize: [5] }, "'batchSize' must be a whole number between 1 and 10000, got a list"],
    ['a number that is an object', { batchSize: {} }, "'batchSize' must be a whole number between 1 and 10000, got an object"],
    ['seconds for a time', { maxBatchingWindow: 5 }, duration('maxBatchingWindow', '5')],
    ['text for a time', { maxBatchingWindow: '5' }, duration('maxBatchingWindow', '"5"')],
    ['null for a time', { maxBatchingWindow: null }, duration('maxBatchingWindow', 'null')],
    ['metrics without a group', { metricsConfig: {} }, "'metricsConfig' must name a group of metrics, got none"],
    ['a group of metrics outside a list', { metricsConfig: { metrics: 'EventCount' } }, "'metricsConfig' must name a group of metrics"],
    ['a filter outside a list', { filters: {} }, "'filters' must be a list, got an object; write ["],
    ['a pattern outside a list', { filterPatterns: {} }, "'filterPatterns' must be a list, got an object; write ["],
    ['a mistyped option', { maxBatchingWindw: Duration.seconds(1) }, "'maxBatchingWindw' is not an option for "],
    ['one letter too many', { waiverss: [] }, "; did you mean 'waivers'?"],
    ['a waiver outside a list', { waivers: EventSourceWaiver.redriveQueue('a test') }, waivers],
    ['a waiver of a function', { waivers: [Waiver.vpc('a test')] }, waivers],
    ['a waiver that is null', { waivers: [null] }, waivers],
  ])('any source: %s', (_, props, message) => {
    for (const make of [ofQueue, ofTable, ofStream, ofConsumer]) {
      expect(() => make(props)).toThrow(message);
      expect(() => make(props)).toThrow(AT_ONCE);
    }
  });

  test.each<[string, object, string]>([
    ['no tuning', { alarms: { oldestMessage: false } }, tuning('false')],
    ['a threshold alone', { alarms: { oldestMessage: 5 } }, tuning('5')],
    ["a stream's option", { retryAttempts: 3 }, foreign('retryAttempts', 'Amazon SQS')],
    ["a stream's failure target", { onFailure: new sources.SqsDlq({} as never) }, foreign('onFailure', 'Amazon SQS')],
    [
      'an encrypting key by its ARN',
      { filters: [SqsFilter.body({ a: ['x'] })], filterEncryption: 'arn:aws:kms:eu-west-1:111122223333:key/x' },
      `'filterEncryption' must be a construct, got "arn:aws:kms:eu-west-1:111122223333:key/x"; pass for example new kms.Key(this, 'Key')`,
    ],
  ])('a queue: %s', (_, props, message) => {
    expect(() => ofQueue(props)).toThrow(message);
    expect(() => ofNewQueue(props)).toThrow(message);
  });

  test.each<[string, object, string]>([
    ["a queue's option", { maxConcurrency: 5 }, "'maxConcurrency' is not supported for "],
    ['pollers', pollers(1, 5), "'provisionedPollerConfig' is not supported for "],
    [
      'an unknown position',
      { startingPosition: 'latest' },
      `'startingPosition' must be one of TRIM_HORIZON, LATEST, AT_TIMESTAMP, got "latest"; pass one of lambda.StartingPosition`,
    ],
    [
      'a target that is none',
      { onFailure: {} },
      "'onFailure' must be a target for batches, got an object; pass SqsDlq, SnsDlq or S3OnFailureDestination of aws-lambda-event-sources",
    ],
    ['a target that is a function', { onFailure: Number as never }, "'onFailure' must be a target for batches, got Number; pass SqsDlq"],
    ['a target that is an empty text', { onFailure: '' as never }, `'onFailure' must be a target for batches, got ""; pass SqsDlq`],
  ])('a stream: %s', (_, props, message) => {
    for (const make of [ofTable, ofStream, ofConsumer]) expect(() => make(props)).toThrow(message);
  });

  test.each<[string, lambda.IEventSource, string]>([
    [
      'queue',
      new HardenedSqsEventSource('arn:x' as never),
      `'queue' must be a construct, got "arn:x"; pass for example new sqs.Queue(...)`,
    ],
    ['queue', new HardenedSqsEventSource(null as never), "'queue' must be given, got null"],
    ['table', new HardenedDynamoEventSource('arn:x' as never, OLDEST), `'table' must be a construct, got "arn:x"; `],
    ['stream', new HardenedKinesisEventSource('arn:x' as never, OLDEST), `'stream' must be a construct, got "arn:x"; `],
    [
      'streamConsumer',
      new HardenedKinesisConsumerEventSource('arn:x' as never, OLDEST),
      `'streamConsumer' must be a construct, got "arn:x"; `,
    ],
  ])('no %s', (_, source, message) => {
    expect(() => orders(stackOf()).addEventSource(source)).toThrow(`Shop/Orders: ${message}`);
  });
});
