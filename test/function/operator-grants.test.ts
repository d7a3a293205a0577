import { App, type CfnElement, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  FailureCapture,
  HardenedFunction,
  type HardenedFunctionProps,
  HardenedKinesisEventSource,
  HardenedSqsEventSource,
  Hardening,
} from 'cdk-hardened-lambda';
import { HARDENING } from '../../lib/core/hardening-metadata';
import type { Role } from '../../ops/failures/targets';
import { failuresPolicy, replayPolicy, statusPolicy } from '../../ops/policies/policies';
import type { Reach } from '../../ops/policies/reach';
import { OLDEST } from '../harness';
import { ACCOUNT, ENV, REGION, World } from '../iam';

const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

function operated(grant: 'grantInvestigate' | 'grantReplay', props: (stack: Stack) => Partial<HardenedFunctionProps> = () => ({})) {
  const app = new App();
  const stack = new Stack(app, 'Shop', ENV);
  const fn = new HardenedFunction(stack, 'Orders', {
    functionName: 'orders',
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('x'),
    alarmActions: AlarmActions.none('test'),
    ...props(stack),
  });
  const role = new iam.Role(stack, 'OnCall', { assumedBy: new iam.AccountRootPrincipal() });
  fn[grant](role);
  return { app, fn, stack, role, world: () => new World(app) };
}

const FUNCTION = arn('lambda', 'function:orders');
const READING: [action: string, resource: string][] = [
  ['lambda:GetFunctionConfiguration', FUNCTION],
  ['lambda:GetFunctionConfiguration', `${FUNCTION}:live`],
  ['lambda:ListAliases', FUNCTION],
  ['lambda:ListFunctionEventInvokeConfigs', FUNCTION],
  ['lambda:ListEventSourceMappings', '*'],
  ['cloudwatch:DescribeAlarms', '*'],
  ['cloudwatch:GetMetricData', '*'],
  ['cloudformation:GetTemplate', arn('cloudformation', 'stack/Shop/1234')],
];

describe.each(['grantInvestigate', 'grantReplay'] as const)('%s', (grant) => {
  test('allows what the command reads', async () => {
    const world = operated(grant).world();
    const queue = world.arn('AWS::SQS::Queue', 'HardenedFunctionFailureQueue');
    const all = [
      ...READING,
      ...['GetQueueUrl', 'GetQueueAttributes', 'ReceiveMessage', 'ChangeMessageVisibility'].map((action): [string, string] => [
        `sqs:${action}`,
        queue,
      ]),
    ];
    for (const [action, resource] of all) expect([action, await world.may('OnCall', action, resource)]).toEqual([action, true]);
    expect(await world.may('OnCall', 'logs:FilterLogEvents', world.arn('AWS::Logs::LogGroup'))).toBe(true);
  });

  test.each([
    ['lambda:UpdateFunctionConfiguration', FUNCTION],
    ['lambda:GetFunctionConfiguration', arn('lambda', 'function:orders-2')],
    ['lambda:InvokeFunction', arn('lambda', 'function:orders-2')],
    ['sqs:ReceiveMessage', arn('sqs', 'another')],
    ['sqs:PurgeQueue', arn('sqs', 'another')],
    ['cloudformation:GetTemplate', arn('cloudformation', 'stack/Shop2/1234')],
    ['cloudformation:UpdateStack', arn('cloudformation', 'stack/Shop/1234')],
  ])('does not allow %s on %s', async (action, resource) => {
    expect(await operated(grant).world().may('OnCall', action, resource)).toBe(false);
  });

  test('is refused before the event sources are added', () => {
    const { fn } = operated(grant);
    expect(() => fn.addEventSource(HardenedSqsEventSource.withNewQueue({}))).toThrow(
      `'${grant}' must be called after the event sources are added`,
    );
  });

  test('opens the key of the failure queue', async () => {
    const world = operated(grant, (stack) => ({ encryptionKey: new kms.Key(stack, 'Key') })).world();
    expect(await world.may('OnCall', 'kms:Decrypt', world.arn('AWS::KMS::Key'))).toBe(true);
  });
});

test('sending and deleting is allowed to those who replay only', async () => {
  const [investigating, replaying] = [operated('grantInvestigate').world(), operated('grantReplay').world()];
  const cases = (world: World): [string, string][] => [
    ['lambda:InvokeFunction', FUNCTION],
    ['lambda:InvokeFunction', `${FUNCTION}:live`],
    ['sqs:DeleteMessage', world.arn('AWS::SQS::Queue', 'HardenedFunctionFailureQueue')],
  ];
  for (const [action, resource] of cases(investigating))
    expect([action, await investigating.may('OnCall', action, resource)]).toEqual([action, false]);
  for (const [action, resource] of cases(replaying))
    expect([action, await replaying.may('OnCall', action, resource)]).toEqual([action, true]);
});

test('a redrive queue is moved to its source queue, and to no other', async () => {
  const world = operated('grantReplay', () => ({
    events: [HardenedSqsEventSource.withNewQueue({})],
    timeout: Duration.seconds(5),
  })).world();
  const redrive = world.arn('AWS::SQS::Queue', 'OrdersQueueRedrive');
  for (const action of ['StartMessageMoveTask', 'ListMessageMoveTasks', 'CancelMessageMoveTask', 'ReceiveMessage', 'DeleteMessage'])
    expect([action, await world.may('OnCall', `sqs:${action}`, redrive)]).toEqual([action, true]);
  expect(await world.may('OnCall', 'sqs:SendMessage', redrive)).toBe(false);
  expect(await world.may('OnCall', 'sqs:SendMessage', world.arn('AWS::SQS::Queue', 'HardenedFunctionFailureQueue'))).toBe(false);
});

test('records that failed are read from their stream', async () => {
  const stream = arn('kinesis', 'stream/orders');
  const events = (stack: Stack) => ({
    events: [new HardenedKinesisEventSource(kinesis.Stream.fromStreamArn(stack, 'Stream', stream), OLDEST)],
  });
  expect(await operated('grantReplay', events).world().may('OnCall', 'kinesis:GetRecords', stream)).toBe(true);
  expect(await operated('grantInvestigate', events).world().may('OnCall', 'kinesis:GetRecords', stream)).toBe(false);
});

test('a bucket of failures is read below the prefix that Lambda writes to', async () => {
  const world = operated('grantReplay', (stack) => ({
    onFailure: new destinations.S3Destination(s3.Bucket.fromBucketName(stack, 'Failed', 'failed')),
  })).world();
  expect(await world.may('OnCall', 's3:GetObject', 'arn:aws:s3:::failed/aws/lambda/async/orders/2026/x')).toBe(true);
  expect(await world.may('OnCall', 's3:DeleteObject', 'arn:aws:s3:::failed/aws/lambda/async/orders/2026/x')).toBe(true);
  expect(await world.may('OnCall', 's3:GetObject', 'arn:aws:s3:::failed/other')).toBe(false);
  expect(await world.may('OnCall', 's3:GetObject', 'arn:aws:s3:::failed/aws/lambda/async/invoices/2026/x')).toBe(false);
});

describe('what a grant reaches of other functions', () => {
  const notes = ({ app, stack, fn }: ReturnType<typeof operated>) => {
    const id = stack.getLogicalId(fn.node.findChild('Default').node.defaultChild as CfnElement);
    return app.synth().getStackByName('Shop').template.Resources[id].Metadata[HARDENING].Operators;
  };
  const other = (stack: Stack, id: string, props: Partial<HardenedFunctionProps> = {}) =>
    new HardenedFunction(stack, id, {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('x'),
      alarmActions: AlarmActions.none('test'),
      ...props,
    });

  test('is in the metadata and in the report, with functions that are added later', () => {
    const made = operated('grantReplay', (stack) => {
      other(stack, 'Invoices');
      return {};
    });
    other(made.stack, 'Later');
    const sentence =
      "Shop/HardenedFunctionFailureQueue holds failures of Shop/Invoices, Shop/Later too, which 'grantReplay' reaches; set 'failureCapture: FailureCapture.dedicatedQueue()' to keep them apart";
    const { functions } = Hardening.of(made.app).apply();
    expect(functions.find(({ path }) => path.includes('Orders'))?.left).toContainEqual({ protection: 'operators', reason: sentence });
    expect(notes(made)).toEqual([sentence]);
  });

  test('names both grants', () => {
    const made = operated('grantReplay');
    made.fn.grantInvestigate(made.role);
    other(made.stack, 'Invoices');
    expect(notes(made)).toEqual([expect.stringContaining("which 'grantReplay' and 'grantInvestigate' reaches")]);
  });

  test('is nothing where the queue is its own, or no other function uses it', () => {
    const alone = operated('grantReplay');
    expect(notes(alone)).toBeUndefined();
    const apart = operated('grantReplay', () => ({ failureCapture: FailureCapture.dedicatedQueue() }));
    other(apart.stack, 'Invoices');
    expect(notes(apart)).toBeUndefined();
  });

  test('is not about a function whose events go elsewhere since', () => {
    const made = operated('grantReplay');
    const invoices = other(made.stack, 'Invoices');
    invoices.configureAsyncInvoke({ onFailure: new destinations.SqsDestination(new sqs.Queue(made.stack, 'Elsewhere')) });
    expect(notes(made)).toBeUndefined();
  });
});

test('the grants are what the policies of the commands have', () => {
  const everything = (stack: Stack): Partial<HardenedFunctionProps> => ({
    timeout: Duration.seconds(5),
    onFailure: new destinations.S3Destination(s3.Bucket.fromBucketName(stack, 'Failed', 'failed')),
    events: [
      HardenedSqsEventSource.withNewQueue({}),
      new HardenedKinesisEventSource(kinesis.Stream.fromStreamArn(stack, 'Stream', arn('kinesis', 'stream/orders')), OLDEST),
    ],
  });
  const target = (service: 'sqs' | 's3', role: Role, of = '') => ({
    arn: arn(service, role),
    service,
    prefixes: [''],
    roles: [{ role, of }],
  });
  const reach: Reach = {
    functionArn: FUNCTION,
    configuration: {},
    logGroupArn: arn('logs', 'log-group:orders:*'),
    stacks: [arn('cloudformation', 'stack/Shop/*')],
    targets: [
      target('s3', 'on-failure'),
      target('sqs', 'redrive', arn('sqs', 'jobs')),
      target('sqs', 'stream failures', arn('kinesis', 'stream/orders')),
    ],
  };
  const granted = (grant: 'grantInvestigate' | 'grantReplay') => {
    const { app } = operated(grant, everything);
    const policies = Object.values(app.synth().getStackByName('Shop').template.Resources).filter(
      ({ Type, Properties }: any) => Type === 'AWS::IAM::Policy' && JSON.stringify(Properties.Roles).includes('OnCall'),
    );
    return actionsIn(policies.flatMap(({ Properties }: any) => Properties.PolicyDocument.Statement));
  };
  const actionsIn = (statements: readonly { readonly Action: string | readonly string[] }[]) =>
    [...new Set(statements.flatMap(({ Action }) => Action))].sort();
  // The screen of a whole stack lists its resources; records of DynamoDB are read like those of Kinesis.
  const looking = ['cloudformation:ListStackResources'];
  const investigating = actionsIn([...statusPolicy(reach).Statement, ...failuresPolicy(reach).Statement, { Action: looking }]);
  expect(granted('grantInvestigate')).toEqual(investigating);
  const streams = ['dynamodb:GetShardIterator', 'dynamodb:GetRecords'];
  const replaying = actionsIn([...replayPolicy(reach).Statement, { Action: [...investigating, ...streams] }]);
  expect(granted('grantReplay')).toEqual(replaying);
});
