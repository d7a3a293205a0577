import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetAliasCommand, InvokeCommand, ListEventSourceMappingsCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { Account, type Build } from './account';
import type { Deployed } from './deployed';
import { eventually } from './eventually';
import { drain, send } from './queues';
import { FAILING, FOURTH, MOVED, PREPARED, SECOND, SWITCHED, UNRELEASED } from './release/stack';

/*
 * A function that is deployed is moved to its alias, released and pruned, in order: each test goes on from where the one
 * before it has come to. The emulator has no CodeDeploy: how traffic moves is simulated over the templates.
 */

let account: Account;
let now: Deployed;
const sent: string[] = [];
beforeAll(async () => {
  account = await Account.open();
}, 120_000);
afterAll(() => account?.close());

const DEPLOY_LIMIT = 120_000;
const functionName = (): string => now.nameOf('Lambda::Function', 'Orders');

async function invoke(FunctionName: string, event: object = {}): Promise<{ answer: any; version?: string; error?: string }> {
  const { Payload, ExecutedVersion, FunctionError } = await account.clients.lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  return { answer: JSON.parse(Payload?.transformToString() ?? 'null'), version: ExecutedVersion, error: FunctionError };
}
const live = () => invoke(`${functionName()}:live`);

async function versions(): Promise<string[]> {
  const { Versions = [] } = await account.clients.lambda.send(new ListVersionsByFunctionCommand({ FunctionName: functionName() }));
  return Versions.map(({ Version }) => String(Version)).sort();
}
const aliasOf = async () => account.clients.lambda.send(new GetAliasCommand({ FunctionName: functionName(), Name: 'live' }));

/** The only mapping of the queue: its id, and what it invokes. */
async function mapping(): Promise<{ id?: string; invokes?: string }> {
  const { EventSourceMappings = [] } = await account.clients.lambda.send(new ListEventSourceMappingsCommand({}));
  expect(EventSourceMappings).toHaveLength(1);
  const [{ UUID, FunctionArn }] = EventSourceMappings;
  return { id: UUID, invokes: FunctionArn?.split(':function:')[1].split(':')[1] };
}

/** Deploys while messages are sent to the queue of the function, one after the other. */
async function deployWhileSending(build: Build): Promise<void> {
  const queue = now.nameOf('SQS::Queue', 'OrdersQueue');
  let isDeployed = false;
  const deployment = account.deploy(build).finally(() => {
    isDeployed = true;
  });
  for (; !isDeployed; await new Promise((resolve) => setTimeout(resolve, 200))) {
    sent.push(`message-${sent.length}`);
    await send(account.clients, queue, sent.length - 1);
  }
  now = await deployment;
}

async function got(): Promise<string[]> {
  const logGroupName = now.nameOf('Logs::LogGroup', 'OrdersLogGroup');
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await account.clients.logs.send(new FilterLogEventsCommand({ logGroupName, nextToken }));
    for (const { message = '' } of page.events ?? []) if (message.startsWith('got ')) found.push(`message-${message.slice(4).trim()}`);
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

let mappingId: string | undefined;

test(
  'a function is there, without a release',
  async () => {
    now = await account.deploy(UNRELEASED);
    const { id, invokes } = await mapping();
    mappingId = id;
    expect(invokes).toBeUndefined();
    expect(await invoke(functionName())).toMatchObject({ answer: 'first' });
    expect(await versions()).toEqual(['$LATEST']);
  },
  DEPLOY_LIMIT,
);

test(
  'prepared, it has a version and an alias, and callers still call the function',
  async () => {
    await deployWhileSending(PREPARED);
    expect(await versions()).toEqual(['$LATEST', '1']);
    expect(await aliasOf()).toMatchObject({ FunctionVersion: '1' });
    expect(await mapping()).toEqual({ id: mappingId, invokes: undefined });
    expect(await live()).toMatchObject({ answer: 'first', version: '1' });
  },
  DEPLOY_LIMIT,
);

test(
  'switched, the same mapping invokes the alias',
  async () => {
    await deployWhileSending(SWITCHED);
    expect(await mapping()).toEqual({ id: mappingId, invokes: 'live' });
  },
  DEPLOY_LIMIT,
);

test(
  'moved, it has no version more',
  async () => {
    await deployWhileSending(MOVED);
    expect(await mapping()).toEqual({ id: mappingId, invokes: 'live' });
    expect(await versions()).toEqual(['$LATEST', '1']);
  },
  DEPLOY_LIMIT,
);

test('every message that was sent meanwhile was processed once', async () => {
  expect(sent.length).toBeGreaterThan(10);
  await eventually('that all messages are processed', got, ({ length }) => length >= sent.length, 30);
  expect((await got()).sort()).toEqual([...sent].sort());
}, 60_000);

test(
  'other code is another version behind the alias, and the one before it is kept',
  async () => {
    now = await account.deploy(SECOND);
    expect(await live()).toMatchObject({ answer: 'second', version: '2' });
    expect(await versions()).toEqual(['$LATEST', '1', '2']);
  },
  DEPLOY_LIMIT,
);

test(
  'a version whose update failed is gone, and the alias is on the one before it',
  async () => {
    await expect(account.deploy(FAILING)).rejects.toThrow(/'cdk deploy' failed/);
    const { Stacks = [] } = await account.clients.cloudFormation.send(new DescribeStacksCommand({ StackName: 'Released' }));
    expect(Stacks[0].StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await live()).toMatchObject({ answer: 'second', version: '2' });
    expect(await invoke(functionName())).toMatchObject({ answer: 'second' });
    expect(await versions()).toEqual(['$LATEST', '1', '2']);
  },
  DEPLOY_LIMIT,
);

// The emulator captures no event of an alias: that of the function has to be captured still.
test('an event that failed for a caller of the function by its name is captured', async () => {
  const request = { FunctionName: functionName(), InvocationType: 'Event', Payload: JSON.stringify({ poisoned: true }) } as const;
  await account.clients.lambda.send(new InvokeCommand(request));
  const queue = now.nameOf('SQS::Queue', 'HardenedFunctionFailureQueue');
  const [{ Body = '' }] = await eventually(
    'that it is captured',
    () => drain(account.clients, queue),
    ({ length }) => length > 0,
  );
  const { requestContext, requestPayload } = JSON.parse(Body);
  expect(requestPayload).toEqual({ poisoned: true });
  expect(requestContext.functionArn).toContain(functionName());
}, 60_000);

test(
  'the pruner deletes old versions, and none that is younger or that the alias names',
  async () => {
    now = await account.deploy(FOURTH);
    const before = await versions();
    expect(before).toHaveLength(4);
    const pruner = now.nameOf('Lambda::Function', 'HardenedFunctionVersionPrunerFunction');
    const event = (days: number) => ({ stacks: [now.stackId], functions: [{ name: functionName(), keep: 2, days }] });
    expect(await invoke(pruner, event(1))).toMatchObject({ answer: { deleted: [] } });
    expect(await versions()).toEqual(before);
    expect(await invoke(pruner, event(0))).toMatchObject({ answer: { deleted: [`${functionName()}:1`] } });
    expect(await versions()).toEqual(before.filter((version) => version !== '1'));
    expect(await live()).toMatchObject({ answer: 'fourth' });
  },
  DEPLOY_LIMIT,
);
