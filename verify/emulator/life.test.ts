import { DescribeStacksCommand, paginateDescribeStackEvents, type StackEvent } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand, ListMetricsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { Account, type Build } from './account';
import { type Deployed, keptOf } from './deployed';
import { eventually } from './eventually';
import { CHANGED, FAILING, HARDENED, PLAIN } from './life/stack';
import { countOf } from './queues';

/*
 * The life of one function, in order: each test goes on from where the one before it has come to.
 */

let account: Account;
let before: Deployed;
let now: Deployed;
let keepers: string[];
let failureQueue: string;
beforeAll(async () => {
  account = await Account.open();
}, 120_000);
afterAll(() => account?.close());

const namesOf = (deployed: Deployed, ...ids: string[]): string[] =>
  ids.map((each) => deployed.nameOf(...(each.split(' ') as [string, string])));
const idsOf = (deployed: Deployed): string[] => namesOf(deployed, 'Lambda::Function Orders', 'IAM::Role OrdersServiceRole');
/** What hardening adds, and a change must not replace: its events would be gone. */
const keepersOf = (deployed: Deployed): string[] =>
  namesOf(deployed, 'Logs::LogGroup OrdersLogGroup', 'SQS::Queue OrdersQueue', 'SQS::Queue OrdersQueueRedrive');

const DEPLOY_LIMIT = 60_000;
async function deploy(build: Build): Promise<void> {
  now = await account.deploy(build);
}

const functionName = (): string => now.nameOf('Lambda::Function', 'Orders');
async function answer(event: object = {}): Promise<unknown> {
  const invoked = await account.clients.lambda.send(new InvokeCommand({ FunctionName: functionName(), Payload: JSON.stringify(event) }));
  return JSON.parse(invoked.Payload?.transformToString() ?? '');
}
const configuration = () => account.clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName() }));
const alarmsOf = async (): Promise<MetricAlarm[]> =>
  (await account.clients.cloudWatch.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];
/** How often CloudFormation has changed the function. */
async function updatesOfFunction(): Promise<number> {
  const events: StackEvent[] = [];
  const pages = paginateDescribeStackEvents({ client: account.clients.cloudFormation }, { StackName: 'Life' });
  for await (const { StackEvents = [] } of pages) events.push(...StackEvents);
  const ofFunction = events.filter(({ ResourceType }) => ResourceType === 'AWS::Lambda::Function');
  return ofFunction.filter(({ ResourceStatus }) => ResourceStatus === 'UPDATE_COMPLETE').length;
}
const mapping = async () => {
  const UUID = now.resources.find(({ ResourceType }) => ResourceType === 'AWS::Lambda::EventSourceMapping')?.PhysicalResourceId;
  return account.clients.lambda.send(new GetEventSourceMappingCommand({ UUID }));
};
const attributesOf = async (QueueUrl: string) =>
  (await account.clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {};
const failed = (): Promise<number> => countOf(account.clients, failureQueue);

test(
  'a plain function is there',
  async () => {
    await deploy(PLAIN);
    before = now;
    expect(await answer()).toBe('plain');
  },
  DEPLOY_LIMIT,
);

test(
  'a HardenedFunction of the same id takes its place, and neither function nor role are replaced',
  async () => {
    await deploy(HARDENED);
    keepers = keepersOf(now);
    failureQueue = now.nameOf('SQS::Queue', 'HardenedFunctionFailureQueue');
    expect(idsOf(now)).toEqual(idsOf(before));
    expect(await answer()).toBe('hardened');
  },
  DEPLOY_LIMIT,
);

test('an event that fails is kept', async () => {
  const request = { FunctionName: functionName(), InvocationType: 'Event', Payload: JSON.stringify({ poisoned: true }) } as const;
  await account.clients.lambda.send(new InvokeCommand(request));
  await eventually('that it is kept', failed, (count) => count === 1);
});

test('the metric of each alarm is there once the function has run, but for those that the emulator does not count', async () => {
  await answer({ poisoned: true });
  const { Metrics = [] } = await account.clients.cloudWatch.send(new ListMetricsCommand({}));
  const nameOf = ({ Namespace, MetricName, Dimensions }: MetricAlarm) => JSON.stringify([Namespace, MetricName, Dimensions]);
  const there = new Set(Metrics.map(nameOf));
  const missing = (await alarmsOf()).filter((alarm) => !there.has(nameOf(alarm)));
  expect(missing.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`).sort()).toEqual([
    'AWS/SQS ApproximateAgeOfOldestMessage',
    'AWS/SQS ApproximateAgeOfOldestMessage',
    'AWS/SQS ApproximateAgeOfOldestMessage',
    'AWS/SQS ApproximateNumberOfMessagesVisible',
    'AWS/SQS ApproximateNumberOfMessagesVisible',
  ]);
});

test(
  'each prop changes in place',
  async () => {
    const { UUID } = await mapping();
    await deploy(CHANGED);
    expect(idsOf(now)).toEqual(idsOf(before));
    expect(keepersOf(now)).toEqual(keepers);
    expect(await answer()).toBe('changed');
    expect(await configuration()).toMatchObject({
      Runtime: 'nodejs22.x',
      Handler: 'index.main',
      Description: 'keeps orders',
      MemorySize: 512,
      Timeout: 20,
      EphemeralStorage: { Size: 1024 },
      Environment: { Variables: { STAGE: 'prod' } },
      TracingConfig: { Mode: 'PassThrough' },
      Architectures: ['x86_64'],
      LoggingConfig: { ApplicationLogLevel: 'ERROR', LogFormat: 'JSON' },
    });
    const request = { FunctionName: functionName(), Qualifier: '$LATEST' };
    expect(await account.clients.lambda.send(new GetFunctionEventInvokeConfigCommand(request))).toMatchObject({
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 1800,
    });
    expect((await alarmsOf()).find(({ MetricName }) => MetricName === 'Errors')).toMatchObject({ Threshold: 7 });
    const key = now.nameOf('KMS::Key', 'Key');
    const { logGroups = [] } = await account.clients.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: keepers[0] }));
    expect(logGroups).toMatchObject([{ retentionInDays: 30, kmsKeyId: expect.stringContaining(key) }]);
    // A function with another key shares the failure queue of that key; the first queue stays, with its event.
    const encrypted = now.nameOf('SQS::Queue', 'EncryptedHardenedFunctionFailureQueue[0-9a-f]{8}');
    expect(encrypted).not.toBe(failureQueue);
    const [, queue, redrive] = keepers;
    for (const each of [encrypted, queue, redrive]) expect((await attributesOf(each)).KmsMasterKeyId).toContain(key);
    // Six times the new timeout.
    expect(await attributesOf(queue)).toMatchObject({ VisibilityTimeout: '120' });
    expect(await mapping()).toMatchObject({
      UUID,
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 5 },
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { kind: ['order'] } }) }] },
    });
  },
  DEPLOY_LIMIT,
);

test(
  'an update that fails is rolled back',
  async () => {
    const updates = await updatesOfFunction();
    await expect(deploy(FAILING)).rejects.toThrow(/'cdk deploy' failed/);
    const { Stacks = [] } = await account.clients.cloudFormation.send(new DescribeStacksCommand({ StackName: 'Life' }));
    expect(Stacks[0].StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    // There, and back again.
    expect((await updatesOfFunction()) - updates).toBe(2);
    expect(await answer()).toBe('changed');
    expect(await configuration()).toMatchObject({ MemorySize: 512 });
    expect(idsOf(now)).toEqual(idsOf(before));
  },
  DEPLOY_LIMIT,
);

test('the event that failed at first is still kept', async () => {
  expect(await failed()).toBe(1);
});

test(
  'destroyed, it leaves what must outlive it, with the event',
  async () => {
    await account.destroy(CHANGED);
    const kept = await keptOf(account.clients, now.stackId);
    expect(kept.sort()).toEqual(['AWS::Logs::LogGroup', ...Array(4).fill('AWS::SQS::Queue'), ...Array(4).fill('AWS::SQS::QueuePolicy')]);
    expect(await failed()).toBe(1);
    expect((await attributesOf(failureQueue)).Policy).toContain('aws:SecureTransport');
    await expect(configuration()).rejects.toThrow(/not found/i);
  },
  DEPLOY_LIMIT,
);
