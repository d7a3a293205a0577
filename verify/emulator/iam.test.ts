import { InvokeCommand } from '@aws-sdk/client-lambda';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { Account } from './account';
import type { Clients } from './clients';
import type { Deployed } from './deployed';
import { iamApp } from './iam/stack';

let account: Account;
let clients: Clients;
let deployed: Deployed;
beforeAll(async () => {
  account = await Account.open({ iam: true });
  clients = account.clients;
  deployed = await account.deploy(iamApp);
}, 180_000);
afterAll(() => account?.close());

/** What the function of the name `Own` is told when it makes the call. */
async function answer(service: string, command: string, input: object): Promise<string> {
  const FunctionName = deployed.nameOf('Lambda::Function', 'Own');
  const { Payload } = await clients.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify({ service, command, input }) }));
  return JSON.parse(Payload?.transformToString() ?? '');
}

type Input = (id: string) => object;
const group: Input = (id) => ({ logGroupName: deployed.nameOf('Logs::LogGroup', `${id}LogGroup`) });
const queue: Input = (id) => ({ QueueUrl: deployed.nameOf('SQS::Queue', `${id}Queue`) });
/** `Own` sends to the queue of the stack, the other function to a dedicated one. */
const FAILURE_QUEUES: Record<string, string> = { Own: 'HardenedFunctionFailureQueue', Other: 'OtherFailureQueue' };
const failureQueue: Input = (id) => ({ QueueUrl: deployed.nameOf('SQS::Queue', FAILURE_QUEUES[id]), MessageBody: 'x' });
const table: Input = (id) => ({ TableName: deployed.nameOf('DynamoDB::Table', `${id}Table`), Item: { id: { S: '1' } } });
const key: Input = (id) => ({ KeyId: deployed.nameOf('KMS::Key', `${id}Key`), Plaintext: [1], KeySpec: 'AES_256' });

describe("with the function's own role", () => {
  test.each<[string, string, string, Input]>([
    ['the queue that it reads', 'sqs', 'ReceiveMessage', queue],
    ['its failure queue', 'sqs', 'SendMessage', failureQueue],
    ['the table that it was granted', 'dynamodb', 'PutItem', table],
    ['the key that it was granted', 'kms', 'GenerateDataKey', key],
  ])('%s is open, and that of the other function is not', async (_, service, command, input) => {
    expect(await answer(service, command, input('Own'))).toBe('allowed');
    expect(await answer(service, command, input('Other'))).toBe('denied');
  });

  test('a stream of its log group is open, and one of the other function is not', async () => {
    // AWS authorizes the stream, the emulator the group that is named: it gets the stream as a group, of which there is none.
    const stream = (id: string) => ({
      logGroupName: `${deployed.nameOf('Logs::LogGroup', `${id}LogGroup`)}:log-stream:1`,
      logStreamName: '1',
    });
    expect(await answer('cloudwatch-logs', 'CreateLogStream', stream('Own'))).toBe('ResourceNotFoundException');
    expect(await answer('cloudwatch-logs', 'CreateLogStream', stream('Other'))).toBe('denied');
  });

  test.each<[string, string, string, Input]>([
    ['delete its log group', 'cloudwatch-logs', 'DeleteLogGroup', group],
    ['read its logs', 'cloudwatch-logs', 'FilterLogEvents', group],
    ['purge the queue that it reads', 'sqs', 'PurgeQueue', queue],
    ['read its failure queue', 'sqs', 'ReceiveMessage', failureQueue],
    ['read the table into which it writes', 'dynamodb', 'Scan', table],
    ['look at the key', 'kms', 'DescribeKey', key],
    ['invoke itself', 'lambda', 'Invoke', () => ({ FunctionName: deployed.nameOf('Lambda::Function', 'Own') })],
    ['list roles', 'iam', 'ListRoles', () => ({})],
  ])('it may not %s', async (_, service, command, input) => {
    expect(await answer(service, command, input('Own'))).toBe('denied');
  });
});

/** Makes a request look as if a proxy had taken it in over plain HTTP. */
const overPlainHttp = (client: Pick<Clients['sqs'], 'middlewareStack'>): void =>
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-forwarded-proto'] = 'http';
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );

describe('over plain HTTP', () => {
  test.each([...Object.values(FAILURE_QUEUES), 'OwnQueue', 'OwnQueueRedrive'])('%s takes no message, and over TLS it does', async (id) => {
    const request = { QueueUrl: deployed.nameOf('SQS::Queue', id), MessageBody: 'x' };
    await clients.sqs.send(new SendMessageCommand(request));
    const command = new SendMessageCommand(request);
    overPlainHttp(command as never);
    await expect(clients.sqs.send(command)).rejects.toThrow(/explicit deny|not authorized|denied/i);
  });

  test('the topic of the alarms takes no message, and over TLS it does', async () => {
    const request = { TopicArn: deployed.nameOf('SNS::Topic', 'HardenedFunctionAlarms'), Message: 'x' };
    await clients.sns.send(new PublishCommand(request));
    const command = new PublishCommand(request);
    overPlainHttp(command as never);
    await expect(clients.sns.send(command)).rejects.toThrow(/explicit deny|not authorized|denied/i);
  });
});
