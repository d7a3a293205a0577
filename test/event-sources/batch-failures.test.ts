import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import { S3OnFailureDestination, SnsDlq, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  AlarmTuning,
  EventSourceWaiver,
  FailureCapture,
  HardenedDynamoEventSource,
  HardenedFunctionDefaults,
  HardenedKinesisEventSource,
  type HardenedKinesisEventSourceProps,
  HardenedSqsEventSource,
  HardeningProfile,
  Waiver,
} from '../../lib';
import { CODE, OLDEST, only, orders, stackOf, warningsOf } from '../harness';
import { ENV, World } from '../iam';
import {
  ALARM,
  alarmsIn,
  appOf,
  MAPPING,
  mistakesOf,
  NOTIFIED_BY_NOBODY,
  QUEUE,
  queueIn,
  reading,
  sourceStatements,
  tableIn,
} from './reading';

const role = 'OrdersServiceRole';
const stack = (a = new App(), id = 'Shop'): Stack => stackOf(a, id, ENV);
const streamIn = (s: Stack, id = 'Stream') => new kinesis.Stream(s, id, { encryption: kinesis.StreamEncryption.UNENCRYPTED });
const source = (s: Stack, props: Partial<HardenedKinesisEventSourceProps> = {}, id?: string) =>
  new HardenedKinesisEventSource(streamIn(s, id), { ...OLDEST, ...OLDEST, ...props });
const plainFunction = (s: Stack) => new lambda.Function(s, 'Orders', CODE);

const SQS: [string, (s: Stack, key?: kms.Key) => lambda.IEventSourceDlq, string, string, string[]] = [
  'SqsDlq',
  (s, encryptionMasterKey) => new SqsDlq(new sqs.Queue(s, 'Target', { encryptionMasterKey })),
  QUEUE,
  'sqs:SendMessage',
  ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
];
const SNS: typeof SQS = [
  'SnsDlq',
  (s, masterKey) => new SnsDlq(new sns.Topic(s, 'Target', { masterKey })),
  'AWS::SNS::Topic',
  'sns:Publish',
  ['sns:Subscribe', 'sns:GetTopicAttributes'],
];
const S3: typeof SQS = [
  'S3OnFailureDestination',
  (s, encryptionKey) => new S3OnFailureDestination(new s3.Bucket(s, 'Target', { encryptionKey })),
  'AWS::S3::Bucket',
  's3:ListBucket',
  ['s3:GetBucketPolicy', 's3:DeleteBucket'],
];

describe.each([SQS, SNS, S3])('a target by %s', (_, onFailure, type, action, others) => {
  test('replaces the dedicated queue, and may be delivered to, and nothing more', async () => {
    const s = stack();
    orders(s).addEventSource(source(s, { onFailure: onFailure(s) }));
    const template = Template.fromStack(s);
    template.resourceCountIs(QUEUE, type === QUEUE ? 2 : 1);
    const world = new World(appOf(s));
    const target = world.arn(type, 'Target');
    const destination = only(template, MAPPING).DestinationConfig.OnFailure.Destination;
    expect(JSON.stringify(destination)).toMatch(/"Target[0-9A-F]{8}"/);
    expect(await world.may(role, action, target)).toBe(true);
    for (const action of others) expect([action, await world.may(role, action, target)]).toEqual([action, false]);
    if (type !== 'AWS::S3::Bucket') return;
    expect(await world.may(role, 's3:PutObject', `${target}/aws/lambda/x`)).toBe(true);
    for (const action of ['s3:GetObject', 's3:DeleteObject']) expect(await world.may(role, action, `${target}/aws/lambda/x`)).toBe(false);
  });

  test('with a key may use it, here and in another stack', async () => {
    for (const elsewhere of [false, true]) {
      const a = new App();
      const here = stack(a, 'Here');
      const there = elsewhere ? stack(a, 'There') : here;
      const key = new kms.Key(there, 'TargetKey');
      new kms.Key(there, 'OtherKey');
      orders(here).addEventSource(source(here, { onFailure: onFailure(there, key) }));
      const world = new World(a);
      const may = (action: string, prefix: string) => world.may(role, action, world.arn('AWS::KMS::Key', prefix));
      expect(await may('kms:GenerateDataKey', 'TargetKey')).toBe(true);
      expect(await may('kms:Decrypt', 'TargetKey')).toBe(type !== 'AWS::S3::Bucket');
      expect(await may('kms:ScheduleKeyDeletion', 'TargetKey')).toBe(false);
      expect(await may('kms:GenerateDataKey', 'OtherKey')).toBe(false);
    }
  });

  test('has its deliveries counted and watched', () => {
    const s = stackOf();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    plainFunction(s).addEventSource(source(s, { onFailure: onFailure(s) }));
    const template = Template.fromStack(s);
    const [mapping] = Object.keys(template.findResources(MAPPING));
    const { FailedBatches, UndeliveredBatches, ...others } = alarmsIn(template);
    expect(FailedBatches).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'OnFailureDestinationDeliveredEventCount',
      Statistic: 'Sum',
      Dimensions: [{ Name: 'EventSourceMappingUUID', Value: { Ref: mapping } }],
      Threshold: 0,
    });
    expect(UndeliveredBatches).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'DestinationDeliveryFailures',
      Statistic: 'Sum',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^Orders/) } }],
      Threshold: 0,
    });
    expect(Object.keys(others).sort()).toEqual(['IteratorAge', 'StoppedReader']);
    expect(only(template, MAPPING).MetricsConfig).toEqual({ Metrics: ['EventCount'] });
  });
});

test('nothing, with a reason, has what is dropped counted and watched', () => {
  const s = stackOf();
  const waivers = [EventSourceWaiver.failureTarget('measurements are worth nothing after a minute')];
  const template = reading(() => source(s, { waivers }), s);
  const [resource] = Object.values<any>(template.findResources(MAPPING));
  expect(resource.Metadata['cdk-hardened-lambda:Waivers']).toEqual({ failureTarget: 'measurements are worth nothing after a minute' });
  expect(resource.Properties.DestinationConfig).toBeUndefined();
  template.resourceCountIs(QUEUE, 1);
  const { FailedBatches, UndeliveredBatches, ExpiringBatches } = alarmsIn(template);
  expect(FailedBatches).toMatchObject({ MetricName: 'DroppedEventCount', Statistic: 'Sum' });
  expect(JSON.stringify(FailedBatches.AlarmDescription)).toContain('was discarded, since it has no failure target');
  expect([UndeliveredBatches, ExpiringBatches]).toEqual([undefined, undefined]);
});

test.each<[string, (s: Stack) => Partial<HardenedKinesisEventSourceProps>, string]>([
  ['go to a target', (s) => ({ onFailure: SQS[1](s) }), 'OnFailureDestinationDeliveredEventCount'],
  ['are dropped', () => ({ waivers: [EventSourceWaiver.failureTarget('a test')] }), 'DroppedEventCount'],
])('batches that %s are counted without partial batch responses too', (_, props, MetricName) => {
  const s = stackOf();
  const template = reading(() => source(s, { ...props(s), reportBatchItemFailures: false }), s);
  expect(only(template, MAPPING).MetricsConfig).toEqual({ Metrics: ['EventCount'] });
  expect(alarmsIn(template).FailedBatches).toMatchObject({ MetricName });
});

test("a target of the user's own gets what it asks for", () => {
  const s = stackOf();
  const onFailure: lambda.IEventSourceDlq = {
    bind: (_mapping, fn) => {
      fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage', 'sqs:GetQueueUrl'], resources: ['arn:aws:sqs:*:*:own'] }));
      return { destination: 'arn:aws:sqs:eu-west-1:111122223333:own' };
    },
  };
  const template = reading(() => source(s, { onFailure }), s);
  expect(JSON.stringify(sourceStatements(template))).toContain('"sqs:SendMessage","sqs:GetQueueUrl"');
  expect(only(template, MAPPING).DestinationConfig.OnFailure.Destination).toBe('arn:aws:sqs:eu-west-1:111122223333:own');
});

describe('the own queue', () => {
  test.each<[string, (s: Stack) => lambda.IFunction]>([
    ['a hardened function', (s) => orders(s, { encryptionKey: new kms.Key(s, 'Key') })],
    [
      'the scope of a plain function',
      (s) => {
        HardenedFunctionDefaults.of(s).set({ ...NOTIFIED_BY_NOBODY, encryptionKey: new kms.Key(s, 'Key') });
        return plainFunction(s);
      },
    ],
  ])('is encrypted by the key of %s, which Lambda may use', async (_, make) => {
    const s = stack();
    make(s).addEventSource(source(s));
    const world = new World(appOf(s));
    for (const action of ['kms:Decrypt', 'kms:GenerateDataKey'])
      expect([action, await world.may(role, action, world.arn('AWS::KMS::Key'))]).toEqual([action, true]);
    expect(only(Template.fromStack(s), QUEUE, 'OrdersKinesisEventSource').KmsMasterKeyId).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'],
    });
  });
});

describe('failed deliveries', () => {
  const watched = (template: Template) =>
    Object.keys(template.findResources(ALARM, { Properties: { MetricName: 'DestinationDeliveryFailures' } }));
  const streams = (s: Stack, fn: lambda.IFunction) => {
    for (const id of ['One', 'Two']) fn.addEventSource(source(s, {}, id));
    return watched(Template.fromStack(s));
  };

  test('of a function with its own destination are watched by its own alarm', () => {
    const s = stackOf();
    expect(streams(s, orders(s, { failureCapture: FailureCapture.dedicatedQueue() }))).toEqual([
      expect.stringMatching(/^OrdersAlarmsUndeliveredEvents/),
    ]);
  });

  test.each<[string, (s: Stack) => lambda.IFunction]>([
    ['that shares a failure queue', (s) => orders(s)],
    ['with dead letters', (s) => orders(s, { failureCapture: FailureCapture.dedicatedDeadLetterQueue() })],
    [
      'under the strict profile',
      (s) =>
        orders(s, {
          profile: HardeningProfile.strict(),
          waivers: [Waiver.vpc('a test'), Waiver.reservedConcurrency('a test')],
        }),
    ],
    ['without a capture', (s) => orders(s, { failureCapture: FailureCapture.none('a test') })],
    ['whose own alarm is left out', (s) => orders(s, { alarms: { undeliveredEvents: AlarmTuning.none('a test') } })],
    [
      'that is plain',
      (s) => {
        HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
        return plainFunction(s);
      },
    ],
  ])('of a function %s are watched by one alarm, whatever stream they come from', (_, make) => {
    const s = stackOf();
    expect(streams(s, make(s))).toEqual([expect.stringMatching(/^OrdersAlarmsUndeliveredBatches/)]);
  });
});

describe('refused as a target', () => {
  const FIX = 'pass SqsDlq, SnsDlq or S3OnFailureDestination of aws-lambda-event-sources';
  const ASYNC = `Shop/Orders: 'onFailure' must be a target for batches, got a destination for asynchronous events; ${FIX}`;
  const KIND = `'onFailure' must be a queue, topic or bucket, got a function or an event bus, which take asynchronous events only; ${FIX}`;
  const FIFO = "Shop/Orders: 'onFailure' must be a standard queue or topic, got a FIFO one, to which Lambda delivers no failed event";
  const own = (destination: string): lambda.IEventSourceDlq => ({ bind: () => ({ destination }) });

  test.each<[string, (s: Stack) => unknown, string]>([
    ['SqsDestination', (s) => new destinations.SqsDestination(new sqs.Queue(s, 'Q')), ASYNC],
    ['SnsDestination', (s) => new destinations.SnsDestination(new sns.Topic(s, 'T')), ASYNC],
    ['S3Destination', (s) => new destinations.S3Destination(new s3.Bucket(s, 'B')), ASYNC],
    ['LambdaDestination', (s) => new destinations.LambdaDestination(new lambda.Function(s, 'F', CODE)), ASYNC],
    ['EventBridgeDestination', (s) => new destinations.EventBridgeDestination(new events.EventBus(s, 'E')), ASYNC],
    ['an own one that names a function', (s) => own(new lambda.Function(s, 'F', CODE).functionArn), KIND],
    ['an own one that names a bus', (s) => own(new events.EventBus(s, 'E').eventBusArn), KIND],
    ['an own one that names a function by its ARN', () => own('arn:aws:lambda:eu-west-1:111122223333:function:x'), KIND],
    ['an own one that names a bus by its ARN', () => own('arn:aws:events:eu-west-1:111122223333:event-bus/x'), KIND],
    ['a FIFO queue', (s) => new SqsDlq(new sqs.Queue(s, 'Q', { fifo: true })), FIFO],
    ['a FIFO topic', (s) => new SnsDlq(new sns.Topic(s, 'T', { fifo: true })), FIFO],
    ['an imported FIFO queue', (s) => new SqsDlq(sqs.Queue.fromQueueArn(s, 'Q', 'arn:aws:sqs:eu-west-1:111122223333:x.fifo')), FIFO],
  ])('%s', (_, onFailure, message) => {
    const s = stackOf();
    const fn = orders(s);
    expect(() => fn.addEventSource(source(s, { onFailure: onFailure(s) as lambda.IEventSourceDlq }))).toThrow(message);
    const table = new HardenedDynamoEventSource(tableIn(s), {
      ...OLDEST,
      ...OLDEST,
      onFailure: onFailure(stackOf()) as lambda.IEventSourceDlq,
    });
    expect(() => fn.addEventSource(table)).toThrow(message);
  });

  test('a target beside the waiver of one', () => {
    const s = stackOf();
    const waivers = [EventSourceWaiver.failureTarget('a test')];
    expect(() => reading(() => source(s, { onFailure: SQS[1](s), waivers }), s)).toThrow(
      "Shop/Orders: 'onFailure' can't be combined with 'EventSourceWaiver.failureTarget'; remove one of them",
    );
  });

  test('a queue that the function reads, in whatever order it is configured', () => {
    for (const first of [true, false]) {
      const s = stackOf();
      HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
      const queue = queueIn(s);
      const fn = first ? plainFunction(s) : orders(s);
      fn.addEventSource(source(s, { onFailure: new SqsDlq(queue) }));
      fn.addEventSourceMapping('Own', { eventSourceArn: queue.queueArn });
      expect(mistakesOf(s)).toContain(
        "[Shop/Orders] 'onFailure' must not be a queue that the function reads its events from, got such a queue, which brings each failure back; pass another target",
      );
    }
  });
});

describe('one queue for two kinds of record', () => {
  const failed = (s: Stack) => new sqs.Queue(s, 'Failed', { retentionPeriod: Duration.days(14) });
  type Pair = [string, (s: Stack, queue: sqs.Queue, waivers: EventSourceWaiver[]) => void, string];
  const PAIRS: Pair[] = [
    [
      'asynchronous events and batches',
      (s, queue, waivers) => {
        const failureCapture = FailureCapture.destination(new destinations.SqsDestination(queue));
        orders(s, { failureCapture }).addEventSource(source(s, { onFailure: new SqsDlq(queue), waivers }));
      },
      "'onFailure' must be a queue for batches of Shop/Stream alone, got Shop/Failed, to which asynchronous events with their cause are sent",
    ],
    [
      'dead letters and batches',
      (s, queue, waivers) => {
        orders(s, { deadLetterQueue: queue }).addEventSource(source(s, { onFailure: new SqsDlq(queue), waivers }));
      },
      'got Shop/Failed, to which asynchronous events as they were are sent',
    ],
    [
      'batches of two streams',
      (s, queue, waivers) => {
        const fn = orders(s);
        fn.addEventSource(source(s, { onFailure: new SqsDlq(queue), waivers }));
        fn.addEventSource(new HardenedDynamoEventSource(tableIn(s), { ...OLDEST, ...OLDEST, onFailure: new SqsDlq(queue), waivers }));
      },
      "'onFailure' must be a queue for batches of Shop/Table alone, got Shop/Failed, to which batches of Shop/Stream are sent",
    ],
    [
      'batches and messages',
      (s, queue, waivers) => {
        const fn = orders(s);
        fn.addEventSource(source(s, { onFailure: new SqsDlq(queue), waivers }));
        fn.addEventSource(messages(s, queue, 'Events', waivers));
      },
      "'deadLetterQueue' must be a queue for messages of Shop/Events alone, got Shop/Failed, to which batches of Shop/Stream are sent",
    ],
    [
      'messages of two queues',
      (s, queue, waivers) => {
        const fn = orders(s);
        for (const id of ['One', 'Two']) fn.addEventSource(messages(s, queue, id, waivers));
      },
      "'deadLetterQueue' must be a queue for messages of Shop/Two alone, got Shop/Failed, to which messages of Shop/One are sent",
    ],
  ];
  const messages = (s: Stack, queue: sqs.Queue, id: string, waivers: EventSourceWaiver[]) =>
    new HardenedSqsEventSource(
      new sqs.Queue(s, id, { visibilityTimeout: Duration.minutes(3), deadLetterQueue: { queue, maxReceiveCount: 5 } }),
      { waivers },
    );

  test.each(PAIRS)('is refused: %s', (_, make, message) => {
    const s = stackOf();
    const queue = failed(s);
    const refused = () => make(s, queue, []);
    expect(refused).toThrow(message);
  });

  test.each(PAIRS)('is refused with the fix: %s', (_, make) => {
    const s = stackOf();
    const queue = failed(s);
    expect(() => make(s, queue, [])).toThrow(
      /so that no one reader can replay it; pass a dedicated queue, or 'EventSourceWaiver.sharedFailureQueue\(reason\)'$/,
    );
  });

  test.each(PAIRS)('is taken with a reason: %s', (_, make) => {
    const s = stackOf();
    make(s, failed(s), [EventSourceWaiver.sharedFailureQueue('one reader knows both kinds')]);
    expect(mistakesOf(s)).toBe('');
    expect(warningsOf(s)).toEqual([]);
  });
});

test('the alarm of failed deliveries notifies the topic for lost events', () => {
  const s = stackOf();
  HardenedFunctionDefaults.of(s).set({
    alarmActions: AlarmActions.bySeverity({ critical: AlarmActions.topicNamed('critical'), warning: AlarmActions.topicNamed('warning') }),
  });
  plainFunction(s).addEventSource(source(s));
  expect(JSON.stringify(alarmsIn(Template.fromStack(s)).UndeliveredBatches.AlarmActions)).toContain(':critical');
});
