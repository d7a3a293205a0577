import { failureRecord, Machine } from './running';
import { AwsStub } from './stub/aws-stub';
import type { StubQueue } from './stub/queues';

const [MINUTE, DAY] = [60_000, 86_400_000];

let stub: AwsStub;
let machine: Machine;
let queue: StubQueue;

beforeEach(async () => {
  stub = await AwsStub.start();
  machine = new Machine(stub);
  queue = stub.queue('orders-failures');
  stub.addFunction('orders', { onFailure: { $LATEST: queue.arn } });
  stub.logs.groups.set('/aws/lambda/orders', []);
});
afterEach(async () => {
  machine.remove();
  await stub.stop();
});

const alarm = (AlarmName: string, dimensions: Record<string, string>, StateValue = 'ALARM') => ({
  AlarmName,
  StateValue,
  StateReason: 'Threshold Crossed: 1 datapoint [3.0] was greater than the threshold (0.0).',
  StateTransitionedTimestamp: (Date.now() - 12 * MINUTE) / 1000,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});

test('a function without anything wrong ends with 0', async () => {
  const { exit, out } = await machine.run('status', 'orders');
  expect(out).toContain('no alarm in ALARM');
  expect(out).toContain('0 invocations, 0 errors');
  expect(out).toContain('orders-failures: no failures');
  expect(exit).toBe(0);
});

test('alarms in ALARM of the function and of its queues, since when, and where to look', async () => {
  stub.cloudWatch.alarms.push(
    alarm('Shop/Orders: errors', { FunctionName: 'orders' }),
    alarm('Shop/Orders: failed events', { QueueName: 'orders-failures' }),
    alarm('Shop/Orders: throttles', { FunctionName: 'orders' }, 'OK'),
    alarm('Shop/Invoices: errors', { FunctionName: 'invoices' }),
  );
  const { exit, out, json } = await machine.run('status', 'orders', '--json');
  expect(exit).toBe(1);
  expect(json[0].alarms.map(({ name }: any) => name)).toEqual(['Shop/Orders: errors', 'Shop/Orders: failed events']);
  expect(out).not.toContain('Invoices');
  const screen = (await machine.run('status', 'orders')).out;
  expect(screen).toContain('ALARM Shop/Orders: errors since 12 min: Threshold Crossed');
  expect(screen).toContain(
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/Shop%2FOrders%3A%20errors',
  );
  expect(screen).toContain('#/functions/orders?tab=monitoring');
});

test('an alarm that watches several functions by a query', async () => {
  const Expression = 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName ORDER BY SUM() DESC';
  stub.cloudWatch.alarms.push({ ...alarm('Fleet: errors', {}), Metrics: [{ Id: 'q', Expression, Period: 300 }] });
  expect((await machine.run('status', 'orders')).out).toContain('ALARM Fleet: errors (of several functions) since 12 min');
});

test('the counts, and what is seldom where it has happened', async () => {
  for (const [name, values] of Object.entries({
    Invocations: [700, 112],
    Errors: [8, 1],
    Throttles: [3],
    IteratorAge: [60_000, 7_200_000],
  }))
    stub.cloudWatch.metrics.set(`${name} orders`, values);
  const { out } = await machine.run('status', 'orders');
  expect(out).toContain('812 invocations, 9 errors (1.1 %), 3 throttles, oldest record of a stream 2 h');
  expect(out).not.toContain('dropped');
});

test('errors in the log are grouped by their message', async () => {
  stub.logs.groups.set('/aws/lambda/orders', [
    '{"level":"ERROR","errorType":"InvalidOrder","errorMessage":"order A-1 has no lines"}',
    '{"level":"ERROR","errorType":"InvalidOrder","errorMessage":"order A-2 has no lines"}',
    '2026-01-31T12:00:00.000Z\t6f2f6a3c-9d1b-4a5e-8c7d-000000000000\tERROR\ttable is throttled',
  ]);
  const { out } = await machine.run('status', 'orders');
  expect(out).toMatch(/2 × InvalidOrder: order \* has no lines last 1 min ago/);
  expect(out).toContain('1 × table is throttled');
});

describe('the days that are left', () => {
  const inDays = (iso: string) => Math.round((Date.parse(iso) - Date.now()) / DAY);

  test('come from when the messages were sent, where they were looked at', async () => {
    queue.put(failureRecord({ id: 1 }), Date.now() - 5 * DAY);
    queue.put(failureRecord({ id: 2 }), Date.now() - 2 * DAY);
    await machine.run('failures', 'orders');
    const { json } = await machine.run('status', 'orders', '--json');
    expect(json[0].failures[0]).toMatchObject({ visible: 2, expiresFrom: 'SentTimestamp' });
    expect(inDays(json[0].failures[0].expiresAt)).toBe(9);
    expect((await machine.run('status', 'orders')).out).toContain('about 2 failures, the oldest is deleted in 9 d');
  });

  test('come from the newest value of the metric, where they were not', async () => {
    queue.put(failureRecord({ id: 1 }));
    stub.cloudWatch.metrics.set('ApproximateAgeOfOldestMessage orders-failures', [(4 * DAY) / 1000, (13 * DAY) / 1000]);
    const { json } = await machine.run('status', 'orders', '--json');
    expect(json[0].failures[0].expiresFrom).toBe('ApproximateAgeOfOldestMessage');
    expect(inDays(json[0].failures[0].expiresAt)).toBe(10);
  });

  test('are not known where nothing tells: it says what does', async () => {
    queue.put(failureRecord({ id: 1 }));
    expect((await machine.run('status', 'orders')).out).toContain("about 1 failures; 'failures' shows when they are deleted");
  });

  test('nothing is received for it', async () => {
    queue.put(failureRecord({ id: 1 }));
    await machine.run('status', 'orders');
    expect(stub.calls).not.toContain('sqs.ReceiveMessage');
  });
});

test('a release in progress, and an update', async () => {
  stub.addFunction('orders', {
    onFailure: {},
    aliases: [
      { Name: 'live', FunctionVersion: '6', RoutingConfig: { AdditionalVersionWeights: { '7': 0.1 } } },
      { Name: 'old', FunctionVersion: '3' },
    ],
    configuration: { LastUpdateStatus: 'InProgress' },
  });
  const { out } = await machine.run('status', 'orders');
  expect(out).toContain('release in progress live: 10 % to version 7, the rest to 6');
  expect(out).toContain('an update is in progress');
  expect(out).not.toContain('old:');
});

test('hostile names and messages reach the terminal escaped', async () => {
  stub.cloudWatch.alarms.push(alarm('\u001b[2J', { FunctionName: 'orders' }));
  stub.logs.groups.set('/aws/lambda/orders', ['ERROR \u001b]0;owned\u0007 \u202e']);
  const { out } = await machine.run('status', 'orders');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(out).toContain('\\u001b[2J');
});

test('what cannot be shown is one sentence', async () => {
  const refused = async (...args: string[]) => {
    const { exit, err } = await machine.run('status', ...args);
    expect([exit, err.trim().split('\n').length]).toEqual([2, 1]);
    return err;
  };
  expect(await refused()).toContain("'status' must have a function or '--stack', got neither");
  expect(await refused('nobody')).toContain('the function must exist');
  expect(await refused('orders', '--since', 'soon')).toContain("'--since' must be an age");
  stub.fault = (call) => (call === 'cloudwatch.DescribeAlarms' ? { status: 403, type: 'AccessDeniedException' } : undefined);
  expect(await refused('orders')).toContain('this call must be allowed');
});
