import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListAttachedRolePoliciesCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { Account } from './account';
import { ADOPTED, PLAIN } from './adoption/stack';
import type { Deployed } from './deployed';
import { eventually } from './eventually';
import { countOf, drain, hurry, send } from './queues';

/*
 * Functions that are deployed already are hardened in place, and go back, in order: each test goes on from where the one before it
 * has come to.
 */

let account: Account;
let before: Deployed;
let now: Deployed;
let failureQueue: string;
beforeAll(async () => {
  account = await Account.open();
  before = await account.deploy(PLAIN);
  now = before;
}, 180_000);
afterAll(() => account?.close());

const DEPLOY_LIMIT = 120_000;
const FUNCTIONS = ['Orders', 'Invoices', 'Reader'];
const functionName = (id: string): string => now.nameOf('Lambda::Function', id);
const invoke = async (id: string, event: object, InvocationType: 'Event' | 'RequestResponse'): Promise<unknown> => {
  const invoked = await account.clients.lambda.send(
    new InvokeCommand({ FunctionName: functionName(id), Payload: JSON.stringify(event), InvocationType }),
  );
  return JSON.parse(invoked.Payload?.transformToString() || 'null');
};
const configurationOf = (id: string) =>
  account.clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName(id) }));
/** All that was deployed before, by type and name. */
const deployedBefore = (deployed: Deployed): string[] => {
  const known = new Set(before.resources.map(({ LogicalResourceId }) => LogicalResourceId));
  return deployed.resources
    .filter(({ LogicalResourceId }) => known.has(LogicalResourceId))
    .map(({ ResourceType, PhysicalResourceId }) => `${ResourceType} ${PhysicalResourceId}`)
    .sort();
};
async function policiesOf(id: string): Promise<{ managed: string[]; inline: string[] }> {
  const RoleName = now.nameOf('IAM::Role', `${id}ServiceRole`);
  const { AttachedPolicies = [] } = await account.clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const { PolicyNames = [] } = await account.clients.iam.send(new ListRolePoliciesCommand({ RoleName }));
  return { managed: AttachedPolicies.map(({ PolicyName }) => String(PolicyName)), inline: PolicyNames };
}

test('plain functions answer, and lose what fails', async () => {
  expect(await invoke('Orders', {}, 'RequestResponse')).toBe('done');
  expect((await policiesOf('Orders')).managed).toEqual(['AWSLambdaBasicExecutionRole']);
});

test(
  'they are hardened in place: nothing that was deployed gets another name, and settings are those of the library',
  async () => {
    now = await account.deploy(ADOPTED);
    failureQueue = now.nameOf('SQS::Queue', 'HardenedFunctionFailureQueue');
    expect(deployedBefore(now)).toEqual(deployedBefore(before));
    for (const id of FUNCTIONS) {
      expect(await configurationOf(id)).toMatchObject({
        MemorySize: 256,
        // Six times 30 seconds are more than the visibility timeout of its queue.
        Timeout: id === 'Reader' ? 3 : 30,
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: now.nameOf('Logs::LogGroup', `${id}LogGroup`) },
      });
      expect(await policiesOf(id)).toEqual({ managed: [], inline: expect.arrayContaining(['LambdaService']) });
    }
    expect(await invoke('Orders', {}, 'RequestResponse')).toBe('done');
  },
  DEPLOY_LIMIT,
);

test('each writes to the log group that was made for it', async () => {
  const logGroupName = now.nameOf('Logs::LogGroup', 'OrdersLogGroup');
  await eventually(
    'that the function has written',
    async () => (await account.clients.logs.send(new FilterLogEventsCommand({ logGroupName }))).events ?? [],
    (events) => events.some(({ message = '' }) => message.startsWith('got ')),
  );
});

test('failed events of all of them are in the shared queue, and each names its function', async () => {
  for (const id of ['Orders', 'Invoices']) await invoke(id, { poisoned: true, from: id }, 'Event');
  await eventually(
    'that both are kept',
    () => countOf(account.clients, failureQueue),
    (count) => count === 2,
  );
  const records = (await drain(account.clients, failureQueue)).map(({ Body = '' }) => JSON.parse(Body));
  for (const id of ['Orders', 'Invoices']) {
    expect(records).toContainEqual(
      expect.objectContaining({
        requestPayload: { poisoned: true, from: id },
        requestContext: expect.objectContaining({ functionArn: expect.stringContaining(`:function:${functionName(id)}`) }),
      }),
    );
  }
});

test('a message that fails is moved to the redrive queue that was made', async () => {
  const incoming = now.nameOf('SQS::Queue', 'Incoming');
  await hurry(account.clients, incoming);
  await send(account.clients, incoming, { note: 'poisoned' });
  await eventually(
    'that it is moved',
    () => countOf(account.clients, now.nameOf('SQS::Queue', 'IncomingRedrive')),
    (count) => count === 1,
    60,
  );
}, 90_000);

test('each has its alarm on errors', async () => {
  const { MetricAlarms = [] } = await account.clients.cloudWatch.send(new DescribeAlarmsCommand({}));
  const watched = MetricAlarms.filter(({ MetricName }) => MetricName === 'Errors').flatMap(({ Dimensions = [] }) => Dimensions[0].Value);
  expect(watched.sort()).toEqual(FUNCTIONS.map(functionName).sort());
});

test(
  'without the line all is as it was, and failed events are kept',
  async () => {
    await invoke('Orders', { poisoned: true, from: 'before going back' }, 'Event');
    await eventually(
      'that it is kept',
      () => countOf(account.clients, failureQueue),
      (count) => count === 1,
    );
    now = await account.deploy(PLAIN);
    expect(deployedBefore(now)).toEqual(deployedBefore(before));
    expect(now.resources.length).toBe(before.resources.length);
    expect((await policiesOf('Orders')).managed).toEqual(['AWSLambdaBasicExecutionRole']);
    expect(await invoke('Orders', {}, 'RequestResponse')).toBe('done');
    expect(await countOf(account.clients, failureQueue)).toBe(1);
  },
  DEPLOY_LIMIT,
);

test(
  'the line can be added again',
  async () => {
    now = await account.deploy(ADOPTED);
    expect(deployedBefore(now)).toEqual(deployedBefore(before));
    // The emulator generates the same name again, and replaces the queue that was kept; on AWS names end with a random part.
    expect(await invoke('Orders', {}, 'RequestResponse')).toBe('done');
  },
  DEPLOY_LIMIT,
);
