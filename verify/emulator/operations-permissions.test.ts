import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { Account } from './account';
import type { Deployed } from './deployed';
import { ACCOUNT, REGION } from './emulator';
import { eventually } from './eventually';
import { OperationsCommand } from './operations/command';
import { SHOP } from './operations/stack';
import { countOf } from './queues';

/*
 * What the commands do with the policies that they print, and without them: each call is authorized.
 */

let account: Account;
let shop: Deployed;
let admin: OperationsCommand;
beforeAll(async () => {
  account = await Account.open({ iam: true });
  shop = await account.deploy(SHOP);
  admin = new OperationsCommand(account.cli);
  for (const id of ['A-1', 'A-2']) {
    const Payload = JSON.stringify({ id, poisoned: true });
    await account.clients.lambda.send(new InvokeCommand({ FunctionName: orders(), InvocationType: 'Event', Payload }));
  }
  await eventually('that two events failed', queued, (count) => count === 2, 60);
}, 240_000);
afterAll(() => account?.close());

const orders = () => shop.nameOf('Lambda::Function', 'Orders');
const queued = () => countOf(account.clients, shop.nameOf('SQS::Queue', 'HardenedFunctionFailureQueue'));

/** Somebody who has the policy, and nothing else. */
async function someoneWith(UserName: string, policy: object): Promise<OperationsCommand> {
  const { iam } = account.clients;
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'policy', PolicyDocument: JSON.stringify(policy) }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return new OperationsCommand(account.cli, {
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
  });
}

/**
 * What the emulator asks for instead: it takes a list of configurations for GetFunction, knows batches of SQS by their own names, which
 * IAM does not have, and log groups without what follows their names on AWS.
 */
const OF_EMULATOR = [
  { Effect: 'Allow', Action: ['lambda:GetFunction', 'sqs:ChangeMessageVisibilityBatch'], Resource: '*' },
  { Effect: 'Allow', Action: 'logs:FilterLogEvents', Resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/cloudformation/Shop/*` },
];

async function policyFor(...args: string[]): Promise<object> {
  const policy = JSON.parse((await admin.run(...args, '--policy')).out);
  return { ...policy, Statement: [...policy.Statement, ...OF_EMULATOR] };
}

test('whoever has the policy of failures may look, and may not send', async () => {
  const onCall = await someoneWith('looks', await policyFor('failures', orders()));
  const look = await onCall.run('failures', orders(), '--json');
  expect([look.err, look.json?.targets[0].count]).toEqual(['', 2]);
  const { code, json } = await onCall.run('replay', orders(), '--send', '--yes', '--json');
  expect(code).toBe(1);
  expect(json.targets[0]).toMatchObject({ succeeded: 0, notSent: 1, stopped: expect.stringContaining('AccessDenied') });
  expect(await queued()).toBe(2);
}, 60_000);

test('whoever has the policy of replay may send', async () => {
  const onCall = await someoneWith('replays', await policyFor('replay', orders()));
  const { json, err } = await onCall.run('replay', orders(), '--send', '--yes', '--json', '--limit', '1');
  expect(err).toBe('');
  // The function has not been fixed: it has run, and the event is kept.
  expect(json.targets[0]).toMatchObject({ failed: 1, deleted: 0 });
  expect(await queued()).toBe(2);
}, 60_000);

test('whoever has the policy of status sees the screen', async () => {
  const onCall = await someoneWith('watches', await policyFor('status', orders()));
  const { out, err } = await onCall.run('status', orders());
  expect(err).toBe('');
  expect(out).toContain('about 2 failures');
  expect((await onCall.run('failures', orders())).err).toContain('this call must be allowed');
}, 60_000);

test('whoever has no policy is told in one sentence what to do', async () => {
  const nobody = await someoneWith('nobody', {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }],
  });
  for (const args of [['failures', orders()], ['status', orders()], ['invoke', orders()], ['tune', orders(), '--yes'], ['audit']]) {
    const { code, err } = await nobody.run(...args);
    expect([args[0], code, err.trim().split('\n').length]).toEqual([args[0], 2, 1]);
    expect(err).toContain('this call must be allowed');
  }
}, 60_000);
