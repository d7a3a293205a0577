import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand as DescribeTableStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { CreateStreamCommand, DescribeStreamCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { Account } from './account';
import { ACCOUNT, REGION } from './emulator';
import { eventually } from './eventually';
import { OperationsCommand } from './operations/command';
import { countOf, send } from './queues';

/*
 * What is stored in buckets, and what is known of failed records by their place in a stream. Functions of nobody's stack.
 */

let account: Account;
let command: OperationsCommand;
beforeAll(async () => {
  account = await Account.open();
  command = new OperationsCommand(account.cli);
}, 180_000);
afterAll(() => account?.close());

/** Logs what it has kept, and fails on hopeless events. */
const CODE = `
exports.handler = async (event) => {
  if (event.hopeless) throw new Error('event ' + event.id + ' is hopeless');
  for (const { kinesis, dynamodb } of event.Records ?? []) {
    if (kinesis) console.log('kept ' + Buffer.from(kinesis.data, 'base64'));
    if (dynamodb) console.log('kept ' + dynamodb.NewImage.id.S);
  }
  if (event.id) console.log('kept ' + event.id);
};`;

async function makeFunction(FunctionName: string): Promise<void> {
  const ZipFile = zipSync({ 'index.js': new TextEncoder().encode(CODE) });
  const Role = `arn:aws:iam::${ACCOUNT}:role/any`;
  await account.clients.lambda.send(
    new CreateFunctionCommand({ FunctionName, Runtime: 'nodejs24.x', Handler: 'index.handler', Role, Timeout: 10, Code: { ZipFile } }),
  );
}

async function keptBy(name: string): Promise<string[]> {
  const { events = [] } = await account.clients.logs.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}`, limit: 10_000 }),
  );
  return events.flatMap(({ message = '' }) => /kept (\S+)/.exec(message)?.[1] ?? []).sort();
}

const record = (name: string, more: object, requestId = 'r-1') => ({
  version: '1.0',
  requestContext: { requestId, functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}:$LATEST`, condition: 'RetriesExhausted' },
  responsePayload: { errorType: 'Error', errorMessage: 'of yesterday' },
  ...more,
});

async function newQueue(QueueName: string): Promise<{ url: string; arn: string }> {
  const { QueueUrl = '' } = await account.clients.sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await account.clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return { url: QueueUrl, arn: Attributes?.QueueArn ?? '' };
}

const replayed = async (name: string, ...args: string[]) =>
  (await command.run('replay', name, '--send', '--yes', '--json', ...args)).json?.targets[0];

test('failures in a bucket: two replays at once send each once, and delete what has succeeded', async () => {
  await makeFunction('archived');
  const Bucket = 'failed-events';
  await account.clients.s3.send(new CreateBucketCommand({ Bucket }));
  await account.clients.lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: 'archived',
      DestinationConfig: { OnFailure: { Destination: `arn:aws:s3:::${Bucket}` } },
    }),
  );
  const put = (Key: string, body: object) => account.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(body) }));
  const key = (name: string, id: string) => `aws/lambda/async/${name}/2026/01/31/2026-01-31T12.00.00-${id}`;
  for (let id = 0; id < 60; id += 1) {
    const requestPayload = { id: `S-${id}`, ...(id % 20 === 0 && { hopeless: true }) };
    await put(key('archived', `${id}`), record('archived', { requestPayload }, `r-${id}`));
  }
  await put(key('others', '1'), record('others', { requestPayload: { id: 'X-1' } }));
  const { json } = await command.run('failures', 'archived', '--json');
  expect(json.targets[0]).toMatchObject({ count: 60, others: 0, groups: [{ count: 60, error: 'Error: of yesterday' }] });
  // What is stored within the second of the start is left for the next replay: S3 tells no more of its time.
  await new Promise((resolve) => setTimeout(resolve, 1100));

  const ended = await Promise.all([replayed('archived', '--concurrency', '4'), replayed('archived', '--concurrency', '4')]);
  const sum = (field: string) => ended.reduce((total, tally) => total + tally[field], 0);
  // An object that one has sent and not yet deleted is deleted by the other too: S3 does not mind.
  expect([sum('succeeded'), sum('deleted') - sum('sentEarlier'), sum('failed')]).toEqual([57, 57, 3]);
  const kept = await keptBy('archived');
  expect([kept.length, new Set(kept).size]).toEqual([57, 57]);
  const { Contents = [] } = await account.clients.s3.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents.map(({ Key }) => Key).sort()).toEqual([...['0', '20', '40'].map((id) => key('archived', id)), key('others', '1')]);
}, 120_000);

test('failed records of Kinesis are read from the stream', async () => {
  await makeFunction('clicks');
  const failures = await newQueue('clicks-failures');
  const { kinesis, lambda } = account.clients;
  await kinesis.send(new CreateStreamCommand({ StreamName: 'clicks', ShardCount: 1 }));
  const described = () => kinesis.send(new DescribeStreamCommand({ StreamName: 'clicks' }));
  const { StreamDescription } = await eventually(
    'that the stream is active',
    described,
    (it) => it.StreamDescription?.StreamStatus === 'ACTIVE',
  );
  const streamArn = StreamDescription?.StreamARN ?? '';
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'clicks',
      EventSourceArn: streamArn,
      StartingPosition: 'LATEST',
      Enabled: false,
      DestinationConfig: { OnFailure: { Destination: failures.arn } },
    }),
  );
  const Records = [...Array(6).keys()].map((id) => ({ PartitionKey: 'p', Data: Buffer.from(`K-${id}`) }));
  const { Records: stored = [] } = await kinesis.send(new PutRecordsCommand({ StreamName: 'clicks', Records }));
  const { ShardId: shardId, SequenceNumber: startSequenceNumber } = stored[1];
  const batch = { shardId, startSequenceNumber, endSequenceNumber: stored[4].SequenceNumber, batchSize: 4, streamArn };
  await send(account.clients, failures.url, record('clicks', { KinesisBatchInfo: batch }));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await replayed('clicks')).toMatchObject({ succeeded: 1, deleted: 1 });
  expect(await keptBy('clicks')).toEqual(['K-1', 'K-2', 'K-3', 'K-4']);
  // Records that the stream never had are as those that it has deleted.
  await send(account.clients, failures.url, record('clicks', { KinesisBatchInfo: { ...batch, batchSize: 9 } }));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await replayed('clicks')).toMatchObject({ tooLate: 1, succeeded: 0 });
  expect(await countOf(account.clients, failures.url)).toBe(1);
}, 60_000);

test('failed records of a table are read from its stream', async () => {
  await makeFunction('index');
  const failures = await newQueue('index-failures');
  const { dynamoDb, dynamoDbStreams: streams } = account.clients;
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: 'orders',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: 'orders' }));
  const streamArn = Table?.LatestStreamArn ?? '';
  for (let id = 0; id < 4; id += 1) await dynamoDb.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: `D-${id}` } } }));
  const { StreamDescription } = await streams.send(new DescribeTableStreamCommand({ StreamArn: streamArn }));
  const [{ ShardId }] = StreamDescription?.Shards ?? [];
  const { ShardIterator } = await streams.send(
    new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  const numbers = Records.map(({ dynamodb }) => dynamodb?.SequenceNumber);
  expect(numbers).toHaveLength(4);
  await account.clients.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'index',
      EventSourceArn: streamArn,
      StartingPosition: 'LATEST',
      Enabled: false,
      DestinationConfig: { OnFailure: { Destination: failures.arn } },
    }),
  );
  const batch = { shardId: ShardId, startSequenceNumber: numbers[1], endSequenceNumber: numbers[2], batchSize: 2, streamArn };
  await send(account.clients, failures.url, record('index', { DDBStreamBatchInfo: batch }));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await replayed('index')).toMatchObject({ succeeded: 1, deleted: 1 });
  expect(await keptBy('index')).toEqual(['D-1', 'D-2']);
}, 60_000);

test('a function that is throttled stops the replay, which has lost nothing', async () => {
  await makeFunction('busy');
  const failures = await newQueue('busy-failures');
  await account.clients.lambda.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: 'busy', DestinationConfig: { OnFailure: { Destination: failures.arn } } }),
  );
  await account.clients.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'busy', ReservedConcurrentExecutions: 0 }));
  for (const id of ['T-1', 'T-2', 'T-3']) await send(account.clients, failures.url, record('busy', { requestPayload: { id } }, id));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const { code, json } = await command.run('replay', 'busy', '--send', '--yes', '--json');
  expect(code).toBe(1);
  expect(json.targets[0]).toMatchObject({ succeeded: 0, notSent: 1, stopped: expect.stringContaining('TooManyRequests') });
  expect(await countOf(account.clients, failures.url)).toBe(3);
  expect((await command.run('invoke', 'busy')).err).toContain('TooManyRequests');
}, 60_000);
