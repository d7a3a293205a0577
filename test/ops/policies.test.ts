import { runSimulation } from '@cloud-copilot/iam-simulate';
import { zipSync } from 'fflate';
import type { Policy } from '../../ops/policies/policy';
import { ACCOUNT, failureRecord, MAPPING, Machine, REGION } from './running';
import { AwsStub } from './stub/aws-stub';

const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const FUNCTION = arn('lambda', 'function:orders');
const STREAM = arn('kinesis', 'stream/orders');
const TABLE = arn('dynamodb', 'table/orders/stream/2026-01-01T00:00:00.000');
const BUCKET = 'arn:aws:s3:::failed';
/** That of a durable function that was invoked by an alias. */
const REPORT = 'REPORT RequestId: 1\tDuration: 1.00 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 70 MB\t';

let stub: AwsStub;
let machine: Machine;

beforeEach(async () => {
  stub = await AwsStub.start();
  machine = new Machine(stub);
  stub.lambda.code = zipSync({ 'index.js': new Uint8Array([1]) });
  stub.logs.groups.set('/aws/lambda/orders', []);
  addOrders();
});
afterEach(async () => {
  machine.remove();
  await stub.stop();
});

const CONFIGURATION = {
  FunctionName: 'orders',
  Handler: 'index.handler',
  Runtime: 'nodejs24.x',
  Role: `arn:aws:iam::${ACCOUNT}:role/orders`,
};

/** A function with a target of every kind, and a failure in each. */
function addOrders(more: object = {}, withBucket = false) {
  const [failures, letters, redrive] = [stub.queue('failures'), stub.queue('letters'), stub.queue('redrive')];
  const jobs = stub.queue('jobs', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: redrive.arn }) });
  const onFailure = { DestinationConfig: { OnFailure: { Destination: failures.arn } } };
  const mapping = (UUID: string, EventSourceArn: string, rest: object = {}) => ({
    UUID,
    EventSourceArn,
    FunctionArn: `${FUNCTION}:live`,
    ...rest,
  });
  stub.addFunction('orders', {
    configuration: { ...CONFIGURATION, DeadLetterConfig: { TargetArn: letters.arn }, ...more },
    onFailure: { live: withBucket ? BUCKET : failures.arn },
    aliases: ['live'],
    mappings: [
      mapping(MAPPING, jobs.arn),
      mapping(MAPPING.replace('0', '1'), STREAM, onFailure),
      mapping(MAPPING.replace('0', '2'), TABLE, onFailure),
    ],
    executions: [{ Status: 'SUCCEEDED', EndTimestamp: 2 }],
    handler: () => ({ log: REPORT }),
  });
  failures.put(failureRecord({ id: 1 }, { qualifier: 'live' }));
  letters.put({ id: 2 }, undefined, { RequestID: { DataType: 'String', StringValue: 'r-2' } });
  // Nobody can send it: it is given back.
  letters.put('not JSON');
  redrive.put({ job: 1 });
  const { requestPayload: _, ...record } = failureRecord({}, { qualifier: 'live' });
  const at = (number: string, streamArn: string) => ({
    shardId: 'shardId-00000001700000000000-1a2b3c4d',
    startSequenceNumber: number,
    endSequenceNumber: number,
    batchSize: 1,
    streamArn,
  });
  const numbers = { kinesis: '1', dynamodb: '700000000000000000000' };
  failures.put({ ...record, KinesisBatchInfo: at(numbers.kinesis, STREAM) });
  failures.put({ ...record, DDBStreamBatchInfo: at(numbers.dynamodb, TABLE) });
  stub.streams.shards.set(STREAM, [{ SequenceNumber: '1', record: { SequenceNumber: '1', Data: 'AQ==', PartitionKey: 'p' } }]);
  stub.streams.shards.set(TABLE, [{ SequenceNumber: numbers.dynamodb, record: { dynamodb: { SequenceNumber: numbers.dynamodb } } }]);
}

/** What IAM is asked for a call: its action, and the resource. */
function askedFor({ call, input }: { call: string; input: any }): [action: string, resource: string] {
  const [service, operation] = call.split('.');
  switch (service) {
    case 'lambda': {
      const action = `lambda:${operation === 'Invoke' ? 'InvokeFunction' : operation}`;
      if (operation === 'ListEventSourceMappings') return [action, '*'];
      if (operation === 'GetDurableExecution') return [action, input.DurableExecutionArn];
      return [action, [arn('lambda', `function:${input.FunctionName}`), input.Qualifier].filter(Boolean).join(':')];
    }
    case 'sqs': {
      const action = `sqs:${operation.replace(/Batch$/, '')}`;
      // Only SQS knows of which queue a task is.
      const queue = input.QueueUrl?.split('/').pop() ?? input.QueueName ?? input.SourceArn?.split(':').pop() ?? 'redrive';
      return [action, arn('sqs', queue)];
    }
    case 'kinesis':
      return [`kinesis:${operation}`, STREAM];
    case 'dynamodb-streams':
      return [`dynamodb:${operation}`, TABLE];
    case 'logs':
      return [`logs:${operation}`, arn('logs', `log-group:${input.logGroupName}:log-stream:`)];
    default:
      return [`${service}:${operation}`, '*'];
  }
}

async function may(policy: Policy, action: string, resource: string): Promise<boolean> {
  const request = {
    principal: `arn:aws:iam::${ACCOUNT}:role/on-call`,
    action,
    resource: { resource, accountId: ACCOUNT },
    contextVariables: { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': ACCOUNT, 'iam:PassedToService': 'lambda.amazonaws.com' },
  };
  const identityPolicies = [{ name: 'policy', policy: policy as never }];
  const result = await runSimulation({ request, identityPolicies, serviceControlPolicies: [], resourceControlPolicies: [] }, {});
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}

const policyOf = async (...args: string[]): Promise<Policy> => {
  const { exit, out } = await machine.run(...args, '--policy');
  expect(exit).toBe(0);
  stub.requests.splice(0);
  return JSON.parse(out);
};

const actionsOf = ({ Statement }: Policy): string[] => Statement.flatMap(({ Action }) => Action);

/** What is granted for what no JSON service is asked: construct paths and buckets, or what AWS asks for by itself. */
const NOT_CALLED = [
  'cloudformation:DescribeStackResource',
  'cloudformation:GetTemplate',
  'ec2:',
  'iam:PassRole',
  'lambda:GetLayerVersion',
  'lambda:TagResource',
  's3:',
  'sqs:SendMessage',
  'sqs:CancelMessageMoveTask',
];

describe.each<[string, string[], object?]>([
  ['failures', ['failures', 'orders']],
  ['replay', ['replay', 'orders', '--send', '--yes']],
  ['status', ['status', 'orders']],
  ['invoke', ['invoke', 'orders:live']],
  ['invoke of a durable function', ['invoke', 'orders:live', '--execution-name', 'x'], { DurableConfig: { ExecutionTimeout: 60 } }],
  ['tune', ['tune', 'orders', '--yes', '--runs', '5', '--memory', '128,256', '--architectures']],
  ['tune of versions', ['tune', 'orders', '--published-versions', '--yes', '--runs', '5', '--memory', '128,256']],
])('the policy of %s', (_, args, configuration) => {
  test('allows each call that the command makes, and nothing that it does not make', async () => {
    if (configuration) addOrders(configuration);
    const policy = await policyOf(...args);
    const { err } = await machine.run(...args);
    expect(err).toBe('');
    expect(stub.requests.length).toBeGreaterThan(1);
    const asked = stub.requests.map(askedFor);
    for (const [action, resource] of asked)
      expect([action, resource, await may(policy, action, resource)]).toEqual([action, resource, true]);
    const made = new Set(asked.map(([action]) => action));
    const unused = actionsOf(policy).filter((action) => !made.has(action) && !NOT_CALLED.some((each) => action.startsWith(each)));
    expect(unused).toEqual([]);
  });

  test('allows nothing of other functions, queues and streams', async () => {
    if (configuration) addOrders(configuration);
    const policy = await policyOf(...args);
    const denied: [string, string][] = [
      ...['InvokeFunction', 'DeleteFunction', 'UpdateFunctionConfiguration', 'GetFunction'].map((action): [string, string] => [
        `lambda:${action}`,
        arn('lambda', 'function:orders-2'),
      ]),
      // Not the function as a whole, whatever is tuned.
      ['lambda:DeleteFunction', FUNCTION],
      ['lambda:UpdateFunctionCode', FUNCTION],
      ['sqs:ReceiveMessage', arn('sqs', 'another')],
      ['sqs:DeleteMessage', arn('sqs', 'jobs')],
      ['sqs:PurgeQueue', arn('sqs', 'failures')],
      ['kinesis:GetRecords', arn('kinesis', 'stream/another')],
      ['s3:GetObject', 'arn:aws:s3:::another/aws/lambda/x'],
      ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/admin`],
    ];
    for (const [action, resource] of denied) expect([action, await may(policy, action, resource)]).toEqual([action, false]);
  });
});

test('those who look may not send or delete', async () => {
  for (const args of [
    ['failures', 'orders'],
    ['status', 'orders'],
  ]) {
    const policy = await policyOf(...args);
    for (const [action, resource] of [
      ['lambda:InvokeFunction', FUNCTION],
      ['sqs:DeleteMessage', arn('sqs', 'failures')],
      ['sqs:StartMessageMoveTask', arn('sqs', 'redrive')],
    ])
      expect([action, await may(policy, action, resource)]).toEqual([action, false]);
  }
  expect(await may(await policyOf('status', 'orders'), 'sqs:ReceiveMessage', arn('sqs', 'failures'))).toBe(false);
});

test('messages of a redrive queue are moved to their source queue, and to no other', async () => {
  const policy = await policyOf('replay', 'orders');
  for (const [action, queue, isAllowed] of [
    ['sqs:SendMessage', 'jobs', true],
    ['sqs:SendMessage', 'failures', false],
    ['sqs:CancelMessageMoveTask', 'redrive', true],
    ['sqs:StartMessageMoveTask', 'failures', false],
  ] as const)
    expect([action, queue, await may(policy, action, arn('sqs', queue))]).toEqual([action, queue, isAllowed]);
});

test('objects are read below the prefixes that Lambda writes to', async () => {
  addOrders({}, true);
  const [looking, replaying] = [await policyOf('failures', 'orders'), await policyOf('replay', 'orders')];
  const [own, other] = [`${BUCKET}/aws/lambda/async/orders/2026/01/31/x`, `${BUCKET}/aws/lambda/async/invoices/2026/01/31/x`];
  for (const [policy, action, resource, isAllowed] of [
    [looking, 's3:GetObject', own, true],
    [looking, 's3:GetObject', other, false],
    [looking, 's3:ListBucket', BUCKET, true],
    [looking, 's3:DeleteObject', own, false],
    [replaying, 's3:DeleteObject', own, true],
    [replaying, 's3:DeleteObject', other, false],
  ] as const)
    expect([action, resource, await may(policy, action, resource)]).toEqual([action, resource, isAllowed]);
});

test('the copy gets the role of the function, and no other', async () => {
  const policy = await policyOf('tune', 'orders');
  expect(await may(policy, 'iam:PassRole', CONFIGURATION.Role)).toBe(true);
  expect(await may(policy, 'lambda:TagResource', arn('lambda', 'function:orders-tuning'))).toBe(true);
});

test('a construct path needs its stack', async () => {
  const policy = await policyOf('status', 'orders', '--stack', 'Shop');
  expect(await may(policy, 'cloudformation:GetTemplate', arn('cloudformation', 'stack/Shop/1234'))).toBe(true);
  expect(await may(policy, 'cloudformation:GetTemplate', arn('cloudformation', 'stack/Shop2/1234'))).toBe(false);
  expect((await machine.run('status', '--stack', 'Shop', '--policy')).err).toContain("'--policy' must be asked for one function");
});
