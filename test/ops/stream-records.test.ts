import { failureRecord, MAPPING, Machine } from './running';
import { AwsStub } from './stub/aws-stub';
import type { StubQueue } from './stub/queues';
import type { StubRecord } from './stub/streams';

const STREAM = 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders';
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000';

/** Numbers of DynamoDB have 21 digits at least. */
const FIRST = 700000000000000000000n;

let stub: AwsStub;
let machine: Machine;
let queue: StubQueue;

beforeEach(async () => {
  stub = await AwsStub.start();
  machine = new Machine(stub);
  queue = stub.queue('orders-failures');
  const onFailure = { DestinationConfig: { OnFailure: { Destination: queue.arn } } };
  stub.addFunction('orders', { mappings: [{ UUID: MAPPING, EventSourceArn: STREAM, ...onFailure }] });
});
afterEach(async () => {
  machine.remove();
  await stub.stop();
});

const batch = (field: string, streamArn: string, [startSequenceNumber, endSequenceNumber]: [string, string], batchSize: number) => {
  const { requestPayload: _, responsePayload: __, ...record } = failureRecord({});
  const shardId = field === 'KinesisBatchInfo' ? 'shardId-000000000000' : 'shardId-00000001700000000000-1a2b3c4d';
  queue.put({ ...record, [field]: { shardId, startSequenceNumber, endSequenceNumber, batchSize, streamArn } });
};
const kinesis = (SequenceNumber: string) => ({
  SequenceNumber,
  record: {
    SequenceNumber,
    PartitionKey: 'p',
    Data: Buffer.from(`data ${SequenceNumber}`).toString('base64'),
    ApproximateArrivalTimestamp: 1769860800.5,
  },
});
const dynamo = (SequenceNumber: string) => ({
  SequenceNumber,
  record: {
    eventID: `e${SequenceNumber}`,
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: 1769860800,
      Keys: { id: { S: SequenceNumber } },
      NewImage: { id: { S: SequenceNumber }, photo: { B: 'AQI=' }, count: { N: '12345678901234567890' } },
      SequenceNumber,
      SizeBytes: 10,
      StreamViewType: 'NEW_IMAGE',
    },
  },
});
const numbers = (first: number | bigint, count: number) =>
  Array.from({ length: count }, (_, index) => String(BigInt(first) + BigInt(index)));
const send = async (...args: string[]) => (await machine.run('replay', 'orders', '--send', '--yes', '--json', ...args)).json.targets[0];
const sent = () => stub.invocations.map(({ payload }) => JSON.parse(payload));

test('records of Kinesis are read from first to last, through empty pages, in the shape that Lambda sends', async () => {
  stub.streams.shards.set(STREAM, numbers(100, 9).map(kinesis));
  batch('KinesisBatchInfo', STREAM, ['102', '106'], 5);
  expect(await send()).toMatchObject({ succeeded: 1, deleted: 1 });
  const [{ Records }] = sent();
  expect(Records.map(({ kinesis: { sequenceNumber } }: any) => sequenceNumber)).toEqual(['102', '103', '104', '105', '106']);
  expect(Records[0]).toEqual({
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: 'p',
      sequenceNumber: '102',
      data: Buffer.from('data 102').toString('base64'),
      approximateArrivalTimestamp: 1769860800.5,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: 'shardId-000000000000:102',
    eventName: 'aws:kinesis:record',
    awsRegion: 'eu-west-1',
    eventSourceARN: STREAM,
  });
});

test('records of DynamoDB keep their binary attributes and their large numbers', async () => {
  stub.streams.shards.set(TABLE, numbers(FIRST, 4).map(dynamo));
  batch('DDBStreamBatchInfo', TABLE, [`${FIRST + 1n}`, `${FIRST + 2n}`], 2);
  expect(await send()).toMatchObject({ succeeded: 1, deleted: 1 });
  const [{ Records }] = sent();
  expect(Records).toHaveLength(2);
  expect(Records[0]).toMatchObject({
    eventID: `e${FIRST + 1n}`,
    eventName: 'INSERT',
    eventSourceARN: TABLE,
    dynamodb: { ApproximateCreationDateTime: 1769860800, NewImage: { photo: { B: 'AQI=' }, count: { N: '12345678901234567890' } } },
  });
});

test.each([
  ['KinesisBatchInfo', STREAM, kinesis, 200],
  ['DDBStreamBatchInfo', TABLE, dynamo, FIRST + 2n],
  ['KinesisBatchInfo', STREAM, kinesis, 102],
] as [string, string, (number: string) => StubRecord, number | bigint][])(
  '%s of %s whose records are deleted in part or as a whole: too late, and kept',
  async (field, arn, shape, first) => {
    stub.streams.shards.set(arn, numbers(first, 3).map(shape));
    batch(field, arn, field === 'KinesisBatchInfo' ? ['101', '102'] : [`${FIRST + 1n}`, `${FIRST + 2n}`], 2);
    const { out } = await machine.run('replay', 'orders', '--send', '--yes');
    expect(out).toContain('1 too late: the stream has deleted some of their records');
    expect(sent()).toEqual([]);
    expect(queue.visible).toBe(1);
  },
);

test('a stream that is gone: too late', async () => {
  batch('KinesisBatchInfo', STREAM, ['1', '2'], 2);
  expect(await send()).toMatchObject({ tooLate: 1, succeeded: 0 });
});

test('records of Kafka are shown only', async () => {
  batch('KafkaBatchInfo', 'topic', ['1', '2'], 2);
  expect(await send()).toMatchObject({ unreadable: 1, succeeded: 0 });
});

test('without the permission it stops, and reports what it has sent until then', async () => {
  stub.streams.shards.set(STREAM, numbers(1, 4).map(kinesis));
  for (const number of ['1', '2', '3']) batch('KinesisBatchInfo', STREAM, [number, number], 1);
  stub.fault = (call, index) =>
    call === 'kinesis.GetShardIterator' && index > 0 ? { status: 400, type: 'AccessDeniedException' } : undefined;
  expect(await send()).toMatchObject({ succeeded: 1, deleted: 1, stopped: expect.stringContaining('this call must be allowed') });
  expect(queue.visible).toBe(2);
});
