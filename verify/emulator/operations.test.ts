import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { Account } from './account';
import type { Deployed } from './deployed';
import { eventually } from './eventually';
import { OperationsCommand } from './operations/command';
import { committedModels, usedModels } from './operations/service-model';
import { SHOP } from './operations/stack';
import { countOf, sendTogether } from './queues';

/*
 * What someone on call does, in order: each test goes on from where the one before it has come to.
 */

let account: Account;
let shop: Deployed;
let command: OperationsCommand;
beforeAll(async () => {
  account = await Account.open();
  shop = await account.deploy(SHOP);
  command = new OperationsCommand(account.cli);
}, 180_000);
afterAll(() => account?.close());

const orders = () => shop.nameOf('Lambda::Function', 'Orders');
const failureQueue = () => shop.nameOf('SQS::Queue', 'HardenedFunctionFailureQueue');
const queued = () => countOf(account.clients, failureQueue());

/** The ids of the orders that the function has kept, each time that it did. */
async function kept(): Promise<string[]> {
  const logGroupName = shop.nameOf('Logs::LogGroup', 'OrdersLogGroup');
  const { events = [] } = await account.clients.logs.send(new FilterLogEventsCommand({ logGroupName, limit: 10_000 }));
  return events.flatMap(({ message = '' }) => /kept (\S+)/.exec(message)?.[1] ?? []).sort();
}

test('the models that the stub of the unit tests goes by are those of AWS', () => {
  expect(committedModels()).toEqual(usedModels());
});

test('failures are found by the construct path, in the metadata of the deployed template', async () => {
  for (const order of [
    { id: 'A-1', poisoned: true },
    { id: 'A-2', poisoned: true },
    { id: 'A-3', hopeless: true },
  ]) {
    const Payload = JSON.stringify(order);
    await account.clients.lambda.send(new InvokeCommand({ FunctionName: orders(), InvocationType: 'Event', Payload }));
  }
  await eventually('that three events failed', queued, (count) => count === 3, 60);
  const { code, json } = await command.run('failures', 'Shop/Orders', '--json', '--refresh');
  expect(code).toBe(1);
  expect(json.targets).toHaveLength(1);
  expect(json.targets[0].groups).toMatchObject([
    { count: 3, condition: 'RetriesExhausted', error: expect.stringContaining('order * has no lines') },
  ]);
  expect(await queued()).toBe(3);
});

test('the state of the function is on one screen', async () => {
  const { code, json, err } = await command.run('status', 'Shop/Orders', '--json');
  expect(err).toBe('');
  expect(code).toBe(1);
  expect(json[0].failures).toMatchObject([{ visible: 3 }]);
  // The emulator does not apply filter patterns of logs: other lines are there too.
  expect(json[0].errors.map(({ message }: { message: string }) => message).join()).toContain('order * has no lines');
  expect((await command.run('status', '--stack', 'Shop')).out).toContain('about 3 failures');
});

test('a replay before the fix changes nothing', async () => {
  const { code, json } = await command.run('replay', 'Shop/Orders', '--send', '--yes', '--json');
  expect(code).toBe(1);
  expect(json.targets[0]).toMatchObject({ failed: 3, succeeded: 0, deleted: 0 });
  expect(await queued()).toBe(3);
});

test('after the fix what succeeds is deleted, and what is hopeless is kept', async () => {
  const configuration = await account.clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: orders() }));
  const Variables = { ...configuration.Environment?.Variables, FIXED: '1' };
  await account.clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: orders(), Environment: { Variables } }));
  const { json } = await command.run('replay', 'Shop/Orders', '--send', '--yes', '--json');
  expect(json.targets[0]).toMatchObject({ failed: 1, succeeded: 2, deleted: 2 });
  expect(await kept()).toEqual(['A-1', 'A-2']);
  expect(await queued()).toBe(1);
});

test('thousands of failures: a look takes seconds; two replays at once send each once', async () => {
  const record = (id: string) => ({
    version: '1.0',
    requestContext: {
      requestId: id,
      functionArn: `arn:aws:lambda:us-east-1:111122223333:function:${orders()}:$LATEST`,
      condition: 'RetriesExhausted',
    },
    requestPayload: { id },
    responsePayload: { errorType: 'Error', errorMessage: 'of yesterday' },
  });
  const count = 2000;
  for (let batch = 0; batch < count / 10; batch += 1)
    await sendTogether(
      account.clients,
      failureQueue(),
      [...Array(10).keys()].map((index) => record(`B-${batch * 10 + index}`)),
    );
  const started = Date.now();
  const { json } = await command.run('failures', 'Shop/Orders', '--json', '--refresh');
  expect(Date.now() - started).toBeLessThan(60_000);
  expect(json.targets[0].count).toBe(count + 1);

  const selection = ['--where', '{"requestPayload":{"id":[{"prefix":"B-1"}]}}', '--concurrency', '5'];
  const replay = () => command.run('replay', 'Shop/Orders', '--send', '--yes', '--json', ...selection);
  const ended = await Promise.all([replay(), replay()]);
  const sum = (field: string) => ended.reduce((total, { json: { targets } }) => total + targets[0][field], 0);
  // Of B-0 to B-1999, 1111 begin so.
  expect(sum('succeeded')).toBe(1111);
  expect(await queued()).toBe(count + 1 - 1111);
  const ids = (await kept()).filter((id) => id.startsWith('B-'));
  expect(new Set(ids).size).toBe(ids.length);
}, 300_000);

test('an invocation shows the answer and the log', async () => {
  const { code, out } = await command.run('invoke', 'Shop/Orders', '--payload', '{"id":"C-1"}');
  expect(out).toContain('"kept": "C-1"');
  expect(code).toBe(0);
  const failed = await command.run('invoke', 'Shop/Orders', '--payload', '{"id":"C-2","hopeless":true}');
  expect(failed.out).toContain('order C-2 has no lines');
  expect(failed.code).toBe(1);
});

test('the account is audited: the stacks, and the function that no stack has made', async () => {
  const ZipFile = zipSync({ 'index.js': new TextEncoder().encode('exports.handler = async () => 1;') });
  const Role = 'arn:aws:iam::111122223333:role/loose';
  const loose = { FunctionName: 'loose', Runtime: 'nodejs18.x', Handler: 'index.handler', Role, Code: { ZipFile } } as const;
  await account.clients.lambda.send(new CreateFunctionCommand({ ...loose, Timeout: 60 }));
  const { QueueUrl = '' } = await account.clients.sqs.send(
    new CreateQueueCommand({ QueueName: 'jobs', Attributes: { VisibilityTimeout: '90' } }),
  );
  const { Attributes } = await account.clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const mapping = { FunctionName: 'loose', EventSourceArn: Attributes?.QueueArn, Enabled: false };
  await account.clients.lambda.send(new CreateEventSourceMappingCommand(mapping));
  const { json, err } = await command.run('audit', '--json');
  expect(err).toBe('');
  const about = (name: string) => json.findings.filter((finding: { functionName?: string }) => finding.functionName?.includes(name));
  expect(about('loose').map(({ template }: { template: string }) => template)).toContain('outside of stacks');
  // The library's own function has no finding of an error.
  expect(about('Orders').filter(({ level }: { level: string }) => level === 'error')).toEqual([]);
  expect((await command.run('audit')).out).toContain('loose');
}, 60_000);

test('a copy of the function is tuned, and is gone in the end', async () => {
  const { code, json, err } = await command.run(
    'tune',
    'Shop/Orders',
    '--yes',
    '--json',
    '--memory',
    '128,256',
    '--runs',
    '5',
    '--payload',
    '{"id":"T-1"}',
  );
  // The emulator's log has no report of a run, so what was measured is shown by the stub.
  expect([code, json]).toEqual([2, undefined]);
  expect(err).toContain('the log must have the report of the run');
  const { Functions = [] } = await account.clients.lambda.send(new ListFunctionsCommand({}));
  expect(Functions.map(({ FunctionName }) => FunctionName).filter((name) => name?.endsWith('-tuning'))).toEqual([]);
}, 60_000);
