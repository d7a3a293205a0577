import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  HardenedFunctionDefaults,
  HardenedKinesisConsumerEventSource,
  HardenedKinesisEventSource,
  type HardenedKinesisEventSourceProps,
  KinesisFilter,
} from '../../lib';
import { CODE, OLDEST, only, orders, stackOf, warningsOf } from '../harness';
import { ENV, World } from '../iam';
import {
  ALARM,
  addedBy,
  alarmsIn,
  appOf,
  countsOf,
  idOf,
  MAPPING,
  mistakesOf,
  NOTIFIED_BY_NOBODY,
  QUEUE,
  reading,
  sourceStatements,
} from './reading';

const role = 'OrdersServiceRole';
const STREAM = 'AWS::Kinesis::Stream';
const CONSUMER = 'AWS::Kinesis::StreamConsumer';
const stack = (a = new App(), id = 'Shop'): Stack => stackOf(a, id, ENV);
const streamIn = (s: Stack, props: kinesis.StreamProps = {}, id = 'Stream') => new kinesis.Stream(s, id, props);
const readingStream = (props: Partial<HardenedKinesisEventSourceProps> = {}, stream: kinesis.StreamProps = {}): Template =>
  reading((s) => new HardenedKinesisEventSource(streamIn(s, stream), { ...OLDEST, ...OLDEST, ...props }));
const consumerOf = (s: Stack, stream: kinesis.IStream) =>
  new kinesis.StreamConsumer(s, 'Consumer', { streamConsumerName: 'orders', stream });
const READ = ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'].map((name) => `kinesis:${name}`);

describe('a stream', () => {
  test('gets a mapping, a failure queue and five alarms', () => {
    const s = stackOf();
    const stream = streamIn(s);
    const added = addedBy(reading(() => new HardenedKinesisEventSource(stream, OLDEST), s));
    expect(countsOf(added)).toEqual({
      [ALARM]: 5,
      [STREAM]: 1,
      [MAPPING]: 1,
      [QUEUE]: 1,
      'AWS::SQS::QueuePolicy': 1,
    });
    const [mapping] = Object.keys(added).filter((id) => added[id].Type === MAPPING);
    const below = (part: string) => idOf(added, `${mapping.slice(0, -8)}${part}`);
    const queue = below('FailureQueue');
    expect(added[mapping].DependsOn).toBeUndefined();
    expect(added[mapping].Properties).toEqual({
      EventSourceArn: s.resolve(stream.streamArn),
      FunctionName: { Ref: expect.stringMatching(/^Orders[0-9A-F]{8}$/) },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 82800,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
    });
  });

  test.each([
    ["a stream under the logical id of CDK's event source", false],
    ["a consumer under the logical id of CDK's event source", true],
  ])('maps %s', (_, fanOut) => {
    const start = { startingPosition: lambda.StartingPosition.LATEST };
    const ids = (ours: boolean) => {
      const s = stackOf();
      const stream = streamIn(s);
      const source = (): lambda.IEventSource => {
        if (!fanOut) return ours ? new HardenedKinesisEventSource(stream, OLDEST) : new sources.KinesisEventSource(stream, start);
        const consumer = consumerOf(s, stream);
        return ours ? new HardenedKinesisConsumerEventSource(consumer, OLDEST) : new sources.KinesisConsumerEventSource(consumer, start);
      };
      (ours ? orders(s) : new lambda.Function(s, 'Orders', CODE)).addEventSource(source());
      return Object.keys(Template.fromStack(s).findResources(MAPPING));
    };
    expect(ids(true)).toEqual(ids(false));
  });

  test('may begin at a time', () => {
    const startingPosition = lambda.StartingPosition.AT_TIMESTAMP;
    expect(only(readingStream({ startingPosition, startingPositionTimestamp: 1_700_000_000 }), MAPPING)).toMatchObject({
      StartingPosition: 'AT_TIMESTAMP',
      StartingPositionTimestamp: 1_700_000_000,
    });
  });

  test('may be filtered', () => {
    expect(only(readingStream({ filters: [KinesisFilter.data({ type: ['order'] })] }), MAPPING).FilterCriteria).toEqual({
      Filters: [{ Pattern: '{"data":{"type":["order"]}}' }],
    });
  });

  test.each<[string, (s: Stack) => kinesis.IStream, number, number]>([
    ['24 hours', (s) => streamIn(s), 82800, 1800],
    ['7 days', (s) => streamIn(s, { retentionPeriod: Duration.days(7) }), 601200, 1800],
    ['a year', (s) => streamIn(s, { retentionPeriod: Duration.days(365) }), 604800, 864000],
    [
      'nobody knows how long',
      (s) => kinesis.Stream.fromStreamArn(s, 'Stream', 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders'),
      82800,
      1800,
    ],
  ])('that keeps records for %s discards them an hour before, and the alarm fires in time', (_, stream, age, threshold) => {
    const template = reading((s) => new HardenedKinesisEventSource(stream(s), OLDEST), stack());
    expect(only(template, MAPPING).MaximumRecordAgeInSeconds).toBe(age);
    expect(alarmsIn(template).ExpiringBatches.Threshold).toBe(threshold);
  });

  test.each<[kinesis.StreamProps, Duration, string[]]>([
    [{}, Duration.hours(24), []],
    [{}, Duration.hours(25), ['HardenedLambda::RecordAgeBeyondRetention']],
    [{ retentionPeriod: Duration.days(7) }, Duration.days(7), []],
  ])('of %j, whose records are discarded after %s, gives the warnings %j', (stream, maxRecordAge, ids) => {
    const s = stackOf();
    reading(() => new HardenedKinesisEventSource(streamIn(s, stream), { ...OLDEST, ...OLDEST, maxRecordAge }), s);
    expect(warningsOf(s).map((warning) => warning.match(/\[ack: (.*)\]/)?.[1])).toEqual(ids);
    for (const warning of warningsOf(s)) expect(warning).toContain("'maxRecordAge' must be at most what the stream keeps (24 hours)");
  });
});

describe('a consumer', () => {
  test('is mapped instead of its stream, whose retention holds', () => {
    const s = stackOf();
    const stream = streamIn(s, { retentionPeriod: Duration.days(7) });
    const consumer = consumerOf(s, stream);
    const template = reading(() => new HardenedKinesisConsumerEventSource(consumer, OLDEST), s);
    const { EventSourceArn, ...properties } = only(template, MAPPING);
    expect(EventSourceArn).toEqual(s.resolve(consumer.streamConsumerArn));
    expect(properties).toMatchObject({
      MaximumRecordAgeInSeconds: 601200,
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
    });
    const text = JSON.stringify(alarmsIn(template).FailedBatches.AlarmDescription);
    expect(text).toContain('), reading Shop/Consumer: ');
    expect(text).toContain('until 168 hours after');
  });

  test('and its stream can both be read', () => {
    const s = stackOf();
    const stream = streamIn(s);
    const fn = orders(s);
    fn.addEventSource(new HardenedKinesisEventSource(stream, OLDEST));
    fn.addEventSource(new HardenedKinesisConsumerEventSource(consumerOf(s, stream), OLDEST));
    expect(mistakesOf(s)).toBe('');
    Template.fromStack(s).resourcePropertiesCountIs(ALARM, { MetricName: 'IteratorAge' }, 1);
  });
});

describe('the role', () => {
  test.each([false, true])('is asked for exactly what Lambda uses (by a consumer: %s)', (fanOut) => {
    const s = stackOf();
    const stream = streamIn(s, { encryption: kinesis.StreamEncryption.UNENCRYPTED });
    const consumer = consumerOf(s, stream);
    const template = reading(
      () => (fanOut ? new HardenedKinesisConsumerEventSource(consumer, OLDEST) : new HardenedKinesisEventSource(stream, OLDEST)),
      s,
    );
    const Statement = sourceStatements(template);
    const plain = JSON.parse(JSON.stringify(Statement));
    expect(plain).toEqual([
      { Effect: 'Allow', Action: READ, Resource: s.resolve(stream.streamArn) },
      ...(fanOut
        ? [{ Effect: 'Allow', Action: 'kinesis:SubscribeToShard', Resource: { 'Fn::GetAtt': [expect.anything(), 'ConsumerARN'] } }]
        : []),
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: expect.anything() },
    ]);
  });

  test.each([false, true])('may read the stream, and no other (by a consumer: %s)', async (fanOut) => {
    const s = stack();
    const stream = streamIn(s);
    streamIn(s, {}, 'Other');
    orders(s).addEventSource(
      fanOut ? new HardenedKinesisConsumerEventSource(consumerOf(s, stream), OLDEST) : new HardenedKinesisEventSource(stream, OLDEST),
    );
    const world = new World(appOf(s));
    const [own, other] = [world.arn(STREAM, 'Stream'), world.arn(STREAM, 'Other')];
    for (const action of READ) {
      expect([action, await world.may(role, action, own)]).toEqual([action, true]);
      expect([action, await world.may(role, action, other)]).toEqual([action, false]);
    }
    for (const action of ['kinesis:PutRecord', 'kinesis:DeleteStream', 'kinesis:RegisterStreamConsumer'])
      expect([action, await world.may(role, action, own)]).toEqual([action, false]);
    if (!fanOut) return;
    const consumer = world.arn(CONSUMER);
    expect(await world.may(role, 'kinesis:SubscribeToShard', consumer)).toBe(true);
    expect(await world.may(role, 'kinesis:DeregisterStreamConsumer', consumer)).toBe(false);
    expect(await world.may(role, 'kinesis:SubscribeToShard', consumer.replace('/orders/', '/other/'))).toBe(false);
  });

  test.each(['here', 'there'])('may decrypt by the key of a stream %s', async (place) => {
    const a = new App();
    const here = stack(a, 'Here');
    const there = place === 'here' ? here : stack(a, 'There');
    const encryptionKey = new kms.Key(there, 'TargetKey');
    new kms.Key(there, 'OtherKey');
    orders(here).addEventSource(new HardenedKinesisEventSource(streamIn(there, { encryptionKey }), OLDEST));
    const world = new World(a);
    const may = (action: string, prefix: string) => world.may(role, action, world.arn('AWS::KMS::Key', prefix));
    expect(await may('kms:Decrypt', 'TargetKey')).toBe(true);
    expect(await may('kms:GenerateDataKey', 'TargetKey')).toBe(false);
    expect(await may('kms:Decrypt', 'OtherKey')).toBe(false);
  });
});

test.each<[string, (s: Stack, source: lambda.IEventSource) => void]>([
  ['a hardened function, in events', (s, source) => orders(s, { events: [source] })],
  ['an alias of a hardened function', (s, source) => orders(s).addAlias('live').addEventSource(source)],
  ['a plain function', (s, source) => new lambda.Function(s, 'Orders', CODE).addEventSource(source)],
  ['an alias of a plain function', (s, source) => new lambda.Function(s, 'Orders', CODE).addAlias('live').addEventSource(source)],
  [
    'an imported function',
    (s, source) => lambda.Function.fromFunctionArn(s, 'Orders', 'arn:aws:lambda:eu-west-1:111122223333:function:x').addEventSource(source),
  ],
])('works on %s', (_, target) => {
  for (const fanOut of [false, true]) {
    const s = stack();
    HardenedFunctionDefaults.of(s).set(NOTIFIED_BY_NOBODY);
    const stream = streamIn(s);
    target(
      s,
      fanOut ? new HardenedKinesisConsumerEventSource(consumerOf(s, stream), OLDEST) : new HardenedKinesisEventSource(stream, OLDEST),
    );
    expect(mistakesOf(s)).toBe('');
    expect(Object.keys(alarmsIn(Template.fromStack(s)))).toContain('IteratorAge');
  }
});
