import { DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { Account } from './account';
import { alarmOf, evaluateAlarms, sumOf } from './alarms';
import type { Clients } from './clients';
import type { Deployed } from './deployed';
import { TestedFunctions } from './drive/events';
import { driveApp } from './drive/stack';
import { eventually } from './eventually';
import { PATHS, type Path, type TestedName } from './paths';
import { countOf, hurry, listenTo, type Received, received, send, sendTogether, whilePaused } from './queues';

let account: Account;
let clients: Clients;
let deployed: Deployed;
let tested: TestedFunctions;
beforeAll(async () => {
  account = await Account.open();
  clients = account.clients;
  deployed = await account.deploy(driveApp);
  tested = new TestedFunctions(clients, deployed);
}, 120_000);
afterAll(() => account?.close());

const GOOD = { id: 'order-1' };
const POISONED = { id: 'order-2', note: 'poisoned', lines: [{ sku: 'tea', quantity: 2 }] };
const FAILED = expect.objectContaining({ errorMessage: 'the order is poisoned' });
const found = (event: unknown, more: object = {}) => expect.objectContaining({ requestPayload: event, responsePayload: FAILED, ...more });
/** In the shared queue only `functionArn` tells which function failed. */
const foundOf = (id: string, event: unknown) => {
  const functionArn = expect.stringContaining(`:function:${deployed.nameOf('Lambda::Function', id)}`);
  return found(event, { requestContext: expect.objectContaining({ functionArn }) });
};

/** Sends a good and a poisoned event. */
async function sendBoth(id: string): Promise<void> {
  await tested.invokeAsynchronously(id, GOOD);
  await tested.invokeAsynchronously(id, POISONED);
}

const untilEmpty = (queue: string): Promise<number> =>
  eventually(
    'that the queue is empty',
    () => countOf(clients, queue),
    (count) => count === 0,
  );
const failureQueue = (): string => deployed.nameOf('SQS::Queue', 'HardenedFunctionFailureQueue');

/** What arrives at a subscriber of the topic, as soon as it is as much as it should be, and nothing more came. */
async function receivedExactly(listener: string, count: number, counts = (_: Received) => true): Promise<Received[]> {
  const all: Received[] = [];
  const receive = async () => all.push(...(await received(clients, listener)).filter(counts));
  await eventually(`that ${count} messages are received`, receive, () => all.length >= count);
  await receive();
  expect(all).toHaveLength(count);
  return all;
}

const DRIVES: Record<TestedName, () => Promise<void>> = {
  async twice() {
    await sendBoth('Twice');
    expect(await tested.foundExactly(failureQueue(), 1)).toEqual([foundOf('Twice', POISONED)]);
    expect(sorted(await tested.gotExactly('Twice', 4))).toEqual([GOOD, POISONED, POISONED, POISONED]);
    expect(await tested.fixAndRepeat('Twice', POISONED)).toBe('handled');
  },

  async never() {
    await sendBoth('Never');
    expect(await tested.foundExactly(failureQueue(), 1)).toEqual([foundOf('Never', POISONED)]);
    expect(sorted(await tested.gotExactly('Never', 2))).toEqual([GOOD, POISONED]);
  },

  async toTopic() {
    const listener = await listenTo(clients, deployed.nameOf('SNS::Topic', 'FailedTopic'));
    await sendBoth('ToTopic');
    expect(await receivedExactly(listener, 1)).toEqual([found(POISONED)]);
  },

  async toFunction() {
    await sendBoth('ToFunction');
    const [{ requestPayload, responsePayload }] = await tested.gotExactly('Rescuer', 1);
    expect({ requestPayload, responsePayload }).toEqual({ requestPayload: POISONED, responsePayload: FAILED });
  },

  async queueFilter() {
    const queue = deployed.nameOf('SQS::Queue', 'WorkerQueue');
    for (const kind of ['refund', 'order']) await send(clients, queue, { id: `filter-${kind}`, kind });
    await untilEmpty(queue);
    expect(idsOf(await tested.got('Worker'))).toEqual(['filter-order']);
    expect(await countOf(clients, deployed.nameOf('SQS::Queue', 'WorkerQueueRedrive'))).toBe(0);
  },

  async partialBatch() {
    const queue = deployed.nameOf('SQS::Queue', 'WorkerQueue');
    await hurry(clients, queue);
    const ids = ['batch-1', 'batch-2', 'batch-3'];
    const orders = ids.map((id) => ({ kind: 'order', id, ...(id === 'batch-2' && { note: 'poisoned' }) }));
    await whilePaused(clients, deployed.nameOf('Lambda::Function', 'Worker'), () => sendTogether(clients, queue, orders));
    expect(await tested.foundExactly(deployed.nameOf('SQS::Queue', 'WorkerQueueRedrive'), 1)).toHaveLength(1);
    await untilEmpty(queue);
    const batches = (await tested.got('Worker')).map((batch) => idsOf([batch])).filter(([id]) => id.startsWith('batch'));
    expect(batches.map((batch) => batch.sort())).toEqual([ids, ['batch-2'], ['batch-2']]);
  },

  async redrive() {
    const queue = deployed.nameOf('SQS::Queue', 'WorkerQueue');
    await hurry(clients, queue);
    const order = { kind: 'order', id: 'redrive-1', note: 'poisoned', lines: [{ sku: 'tea', quantity: 2 }] };
    await send(clients, queue, order);
    expect(await tested.foundExactly(deployed.nameOf('SQS::Queue', 'WorkerQueueRedrive'), 1)).toEqual([{ ...order, group: undefined }]);
    await untilEmpty(queue);
    expect(idsOf(await tested.got('Worker')).filter((id) => id === order.id)).toHaveLength(3);
  },

  async fifo() {
    const queue = deployed.nameOf('SQS::Queue', 'FifoQueue');
    await hurry(clients, queue);
    const sent = [
      ['a', 1],
      ['b', 1],
      ['b', 2],
      ['a', 2],
      ['b', 3],
    ] as const;
    for (const [group, at] of sent) {
      await send(clients, queue, { id: `${group}-${at}`, ...(group === 'a' && at === 1 && { note: 'poisoned' }) }, group);
    }
    const redriven = await tested.foundExactly(deployed.nameOf('SQS::Queue', 'FifoQueueRedrive'), 1);
    expect(redriven).toEqual([{ id: 'a-1', note: 'poisoned', group: 'a' }]);
    await untilEmpty(queue);
    expect(idsOf(await tested.got('Fifo')).filter((id) => id.startsWith('b'))).toEqual(['b-1', 'b-2', 'b-3']);
  },

  async topic() {
    const TopicArn = deployed.nameOf('SNS::Topic', 'PushTopic');
    for (const id of ['topic-1', 'topic-2']) await clients.sns.send(new PublishCommand({ TopicArn, Message: id }));
    const got = await tested.gotExactly('FromTopic', 2);
    expect(got.map(({ Records }) => Records[0].Sns.Message).sort()).toEqual(['topic-1', 'topic-2']);
  },

  async bucket() {
    const Bucket = deployed.nameOf('S3::Bucket', 'Bucket');
    for (const Key of ['good.json', 'poisoned.json']) await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));
    const [{ requestPayload }] = await tested.foundExactly(failureQueue(), 1);
    const keysOf = ({ Records }: any) => Records.map(({ s3 }: any) => `${s3.bucket.name}/${s3.object.key}`);
    expect(keysOf(requestPayload)).toEqual([`${Bucket}/poisoned.json`]);
    const got = await tested.gotExactly('FromBucket', 3);
    expect(got.flatMap(keysOf).filter((key) => key.endsWith('/good.json'))).toHaveLength(1);
    expect(await tested.fixAndRepeat('FromBucket', requestPayload)).toBe('handled');
  },

  async rule() {
    const Entries = ['OrderPlaced', 'OrderRefunded', 'OrderPlaced'].map((DetailType, index) => ({
      Source: 'shop',
      DetailType,
      Detail: JSON.stringify({ id: `event-${index}` }),
    }));
    await clients.eventBridge.send(new PutEventsCommand({ Entries }));
    const got = await tested.gotExactly('FromRule', 2);
    expect(got.map(({ detail }) => detail.id).sort()).toEqual(['event-0', 'event-2']);
  },

  async schedule() {
    expect(await tested.gotExactly('FromSchedule', 1)).toEqual([{ id: 'scheduled' }]);
  },

  async table() {
    const TableName = deployed.nameOf('DynamoDB::Table', 'Table');
    await clients.dynamoDb.send(new PutItemCommand({ TableName, Item: { id: { S: 'order-1' } } }));
    const change = { UpdateExpression: 'SET paid = :yes', ExpressionAttributeValues: { ':yes': { BOOL: true } } };
    await clients.dynamoDb.send(new UpdateItemCommand({ TableName, Key: { id: { S: 'order-1' } }, ...change }));
    await clients.dynamoDb.send(new PutItemCommand({ TableName, Item: { id: { S: 'order-2' } } }));
    await eventually(
      'that both are handled',
      () => recordsOf('FromTable'),
      ({ length }) => length >= 2,
    );
    const records = await recordsOf('FromTable');
    expect(records.map(({ eventName, dynamodb }) => `${eventName} ${dynamodb.Keys.id.S}`)).toEqual(['INSERT order-1', 'INSERT order-2']);
  },

  async stream() {
    const StreamName = deployed.nameOf('Kinesis::Stream', 'Stream');
    for (const kind of ['order', 'refund', 'order']) {
      const Data = Buffer.from(JSON.stringify({ kind }));
      await clients.kinesis.send(new PutRecordCommand({ StreamName, PartitionKey: kind, Data }));
    }
    await eventually(
      'that both are handled',
      () => recordsOf('FromStream'),
      ({ length }) => length >= 2,
    );
    const records = await recordsOf('FromStream');
    expect(records.map(({ kinesis }) => JSON.parse(Buffer.from(kinesis.data, 'base64').toString()).kind)).toEqual(['order', 'order']);
  },

  async alarmOnMetric() {
    const listener = await listenTo(clients, deployed.nameOf('SNS::Topic', 'HardenedFunctionAlarms'));
    const name = deployed.nameOf('CloudWatch::Alarm', 'NeverAlarmsErrors');
    const FunctionName = deployed.nameOf('Lambda::Function', 'Never');
    expect((await alarmOf(clients, name)).StateValue).not.toBe('ALARM');
    const { FunctionError } = await clients.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(POISONED) }));
    expect(FunctionError).toBe('Unhandled');
    expect(await sumOf(clients, await alarmOf(clients, name))).toBe(1);

    await evaluateAlarms(clients);
    const { AlarmDescription } = await alarmOf(clients, name);
    const told = (await received(clients, listener)).filter(({ AlarmName }) => AlarmName === name);
    expect(told).toEqual([expect.objectContaining({ NewStateValue: 'ALARM', AlarmDescription })]);
  },

  async alarms() {
    const listener = await listenTo(clients, deployed.nameOf('SNS::Topic', 'HardenedFunctionAlarms'));
    const { MetricAlarms = [] } = await clients.cloudWatch.send(new DescribeAlarmsCommand({ MaxRecords: 100 }));
    const names = MetricAlarms.map(({ AlarmName = '' }) => AlarmName);
    expect(names).toHaveLength(deployed.resources.filter(({ ResourceType }) => ResourceType === 'AWS::CloudWatch::Alarm').length);
    for (const StateValue of ['OK', 'ALARM'] as const) {
      for (const AlarmName of names) {
        await clients.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'a test' }));
      }
    }
    const notified = await receivedExactly(listener, names.length, ({ NewStateValue }) => NewStateValue === 'ALARM');
    expect(notified.map(({ AlarmName }) => AlarmName).sort()).toEqual(names.sort());
  },
};

const recordsOf = async (id: string): Promise<any[]> => (await tested.got(id)).flatMap(({ Records }) => Records);
const sorted = (events: any[]): any[] => [...events].sort((one, other) => one.id.localeCompare(other.id));
const idsOf = (events: any[]): string[] => events.flatMap(({ Records }) => Records.map(({ body }: any) => JSON.parse(body).id));

test('exactly those paths are tested of which something is shown', () => {
  const shown = Object.entries<Path>(PATHS).filter(([, path]) => path.shown);
  expect(Object.keys(DRIVES)).toEqual(shown.map(([name]) => name));
});

const TESTED = Object.entries(DRIVES).map(([name, drive]) => ({ ...(PATHS[name as TestedName] as Path), drive }));
test.each(TESTED)('$from to $to: $shown', async ({ drive }) => drive(), 60_000);
