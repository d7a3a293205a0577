import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { spread } from '../../ops/tune/payloads';
import { choiceOf, resultOf, withoutOutliers } from '../../ops/tune/result';
import { MAPPING, Machine } from './running';
import { AwsStub } from './stub/aws-stub';

let stub: AwsStub;
let machine: Machine;

beforeEach(async () => {
  stub = await AwsStub.start();
  machine = new Machine(stub);
  stub.lambda.code = zipSync({ 'index.js': new Uint8Array([1]) });
});
afterEach(async () => {
  machine.remove();
  await stub.stop();
});

const CONFIGURATION = {
  FunctionName: 'orders',
  Handler: 'index.handler',
  Role: 'arn:aws:iam::111122223333:role/orders',
  Runtime: 'nodejs24.x',
  MemorySize: 256,
  Environment: { Variables: { TABLE: 'orders' } },
  LoggingConfig: { LogFormat: 'JSON', LogGroup: 'orders-logs', SystemLogLevel: 'WARN', ApplicationLogLevel: 'WARN' },
  VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'], VpcId: 'vpc-1' },
  TracingConfig: { Mode: 'Active' },
};

/** Twice the memory halves the time, up to 1,024 MB. */
const addOrders = (more: object = {}) =>
  stub.addFunction('orders', {
    configuration: { ...CONFIGURATION, ...more },
    handler: (_payload, _qualifier, { MemorySize }) => {
      const durationMs = 102_400 / Math.min(1024, Number(MemorySize));
      const metrics = { durationMs, billedDurationMs: Math.ceil(durationMs), memorySizeMB: MemorySize, maxMemoryUsedMB: 100 };
      return { log: JSON.stringify({ type: 'platform.report', record: { metrics, status: 'success' } }) };
    },
  });

test('finds the cheapest and the fastest size on a copy, and removes it', async () => {
  addOrders();
  const svg = join(machine.folder, 'curve.svg');
  const { exit, json } = await machine.run(
    'tune',
    'orders',
    '--yes',
    '--json',
    '--memory',
    '128,512,1024,2048',
    '--runs',
    '5',
    '--svg',
    svg,
  );
  expect(exit).toBe(0);
  expect(json.results.map(({ memoryMb, durationMs }: any) => [memoryMb, durationMs])).toEqual([
    [128, 800],
    [256, 400],
    [512, 200],
    [1024, 100],
    [2048, 100],
  ]);
  expect(json.fastest.memoryMb).toBe(1024);
  expect(json.balanced.memoryMb).toBe(1024);
  expect(readFileSync(svg, 'utf8')).toContain('<polyline');
  expect(stub.lambda.created).toHaveLength(1);
  expect(stub.lambda.created[0]).toMatchObject({
    FunctionName: 'orders-tuning',
    Role: CONFIGURATION.Role,
    Environment: CONFIGURATION.Environment,
    VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    LoggingConfig: { LogFormat: 'JSON', LogGroup: 'orders-logs', SystemLogLevel: 'INFO', ApplicationLogLevel: 'WARN' },
    Tags: { 'cdk-hardened-lambda-ops:temporary-copy-of': 'orders' },
  });
  expect(stub.functions.get('orders')?.configuration).toEqual(CONFIGURATION);
  expect([...stub.functions.keys()]).toEqual(['orders']);
  expect(new Set(stub.invocations.map(({ name }) => name))).toEqual(new Set(['orders-tuning']));
});

test('nothing runs if the user says no', async () => {
  addOrders();
  machine.answer = false;
  expect((await machine.run('tune', 'orders')).exit).toBe(2);
  expect([stub.lambda.created.length, stub.invocations.length]).toEqual([0, 0]);
});

test.each(['lambda.Invoke', 'lambda.UpdateFunctionConfiguration'])('the copy is removed where %s fails', async (call) => {
  addOrders();
  stub.fault = (candidate, index) =>
    candidate === call && index >= 2 ? { status: 400, type: 'InvalidParameterValueException' } : undefined;
  const { exit } = await machine.run('tune', 'orders', '--yes', '--runs', '5');
  expect(exit).toBe(2);
  expect(stub.lambda.created).toHaveLength(1);
  expect([...stub.functions.keys()]).toEqual(['orders']);
});

test('the copy is removed after ctrl-C', async () => {
  addOrders();
  stub.fault = (call, index) => {
    if (call === 'lambda.Invoke' && index === 7) machine.controller.abort();
    return undefined;
  };
  expect((await machine.run('tune', 'orders', '--yes', '--runs', '5')).exit).toBe(130);
  expect(stub.invocations.length).toBeLessThan(15);
  expect([...stub.functions.keys()]).toEqual(['orders']);
});

test('a payload that fails is no measurement', async () => {
  stub.addFunction('orders', { configuration: CONFIGURATION, handler: () => ({ error: { errorType: 'E', errorMessage: 'no lines' } }) });
  expect((await machine.run('tune', 'orders', '--yes')).err).toContain('the payload must succeed');
  expect([...stub.functions.keys()]).toEqual(['orders']);
});

test('a copy that was left is deleted only if the user says so, and no other function', async () => {
  addOrders();
  stub.addFunction('orders-tuning', { configuration: { Tags: { 'cdk-hardened-lambda-ops:temporary-copy-of': 'orders' } } });
  expect((await machine.run('tune', 'orders', '--yes')).err).toContain("set '--replace-copy'");
  expect((await machine.run('tune', 'orders', '--yes', '--replace-copy', '--runs', '5', '--memory', '128')).exit).toBe(0);
  stub.addFunction('orders-tuning', {});
  expect((await machine.run('tune', 'orders', '--yes', '--replace-copy')).err).toContain('a function that is none');
  expect(stub.functions.has('orders-tuning')).toBe(true);
});

test('architectures are compared where the code runs on both', async () => {
  addOrders();
  const { json } = await machine.run('tune', 'orders', '--yes', '--json', '--architectures', '--memory', '256', '--runs', '5');
  expect(json.results.map(({ architecture }: any) => architecture)).toEqual(['x86_64', 'arm64']);
  expect(json.cheapest.architecture).toBe('arm64');
  stub.lambda.code = zipSync({ 'node_modules/x/x.node': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2]) });
  expect((await machine.run('tune', 'orders', '--yes', '--architectures')).err).toContain('node_modules/x/x.node is built for one');
});

describe('--published-versions', () => {
  const ALIASED = { aliases: ['live'], mappings: [] };
  const add = (more: object = {}) => {
    addOrders();
    stub.addFunction('orders', { ...stub.functions.get('orders'), ...ALIASED, ...more });
  };
  const run = (...args: string[]) =>
    machine.run('tune', 'orders', '--published-versions', '--yes', '--json', '--memory', '128,512', '--runs', '5', ...args);
  const memory = () => Number(stub.functions.get('orders')?.configuration?.MemorySize);

  test('measures versions of the function, deletes them, and has put the memory size back before they run', async () => {
    add();
    const atRuns: number[] = [];
    stub.fault = (call) => {
      if (call === 'lambda.Invoke') atRuns.push(memory());
      return undefined;
    };
    const { exit, json } = await run();
    expect(exit).toBe(0);
    expect(json.results.map(({ memoryMb, durationMs }: any) => [memoryMb, durationMs])).toEqual([
      [128, 800],
      [256, 400],
      [512, 200],
    ]);
    expect(new Set(atRuns)).toEqual(new Set([256]));
    expect(new Set(stub.invocations.map(({ qualifier }) => qualifier))).toEqual(new Set(['1', '2', '3']));
    expect([stub.lambda.created, stub.lambda.versions.get('orders')]).toEqual([[], []]);
  });

  test('a version that was there before is measured, and is left', async () => {
    add();
    stub.lambda.versions.set('orders', [{ ...CONFIGURATION, Version: '4', MemorySize: 128, Description: 'by the stack' }]);
    await run();
    expect(stub.invocations.map(({ qualifier }) => qualifier)).toContain('4');
    expect(stub.lambda.versions.get('orders')?.map(({ Version }) => Version)).toEqual(['4']);
  });

  test.each<[string, object, string]>([
    ['no alias', { aliases: [] }, 'a function without an alias'],
    [
      'a mapping',
      { mappings: [{ UUID: MAPPING, EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:jobs' }] },
      'the event source mapping of arn:aws:sqs:eu-west-1:111122223333:jobs',
    ],
    [
      'a permission',
      { policy: { Statement: [{ Sid: 'Rule', Principal: { Service: 'events.amazonaws.com' } }] } },
      'the permission Rule of',
    ],
    ['a URL', { urls: [''] }, 'a function URL'],
  ])('is refused where %s calls the function itself', async (_, more, reason) => {
    add(more);
    const { exit, err } = await run();
    expect([exit, err]).toEqual([2, expect.stringContaining(reason)]);
    expect(err).toContain("'--published-versions' must be used where every caller invokes an alias");
    expect(stub.calls).not.toContain('lambda.UpdateFunctionConfiguration');
  });

  test('is refused where invocations are counted that no alias has', async () => {
    add({ urls: ['live'] });
    stub.cloudWatch.metrics.set('Invocations orders', [100]);
    stub.cloudWatch.metrics.set('Invocations orders orders:live', [97]);
    expect((await run()).err).toContain('3 of 100 invocations in 14 days');
    stub.cloudWatch.metrics.set('Invocations orders orders:live', [100]);
    expect((await run()).exit).toBe(0);
  });

  test.each(['lambda.Invoke', 'lambda.PublishVersion'])('all is put back where %s fails', async (call) => {
    add();
    stub.fault = (candidate, index) =>
      candidate === call && index >= 1 ? { status: 400, type: 'InvalidParameterValueException' } : undefined;
    expect((await run()).exit).toBe(2);
    expect([memory(), stub.lambda.versions.get('orders')]).toEqual([256, []]);
  });

  test('all is put back after ctrl-C', async () => {
    add();
    stub.fault = (call, index) => {
      if (call === 'lambda.PublishVersion' && index === 1) machine.controller.abort();
      return undefined;
    };
    expect((await run()).exit).toBe(130);
    expect([memory(), stub.lambda.versions.get('orders'), stub.invocations]).toEqual([256, [], []]);
  });

  test('the memory size that a deployment sets meanwhile is left', async () => {
    add();
    stub.fault = (call, index) => {
      const fn = stub.functions.get('orders');
      if (call === 'lambda.PublishVersion' && index === 2)
        stub.functions.set('orders', { ...fn, configuration: { ...fn?.configuration, MemorySize: 2048 } });
      return undefined;
    };
    await run();
    expect(memory()).toBe(2048);
  });

  test('versions that a killed run has left are named, with the memory size before it', async () => {
    add();
    const Description = 'cdk-hardened-lambda-ops: temporary, may be deleted; memorySize before it: 256 MB';
    stub.lambda.versions.set('orders', [{ ...CONFIGURATION, Version: '9', Description }]);
    expect((await run()).err).toContain("got version 9; delete it if no 'tune' runs, and set memorySize to 256 MB");
  });

  test('is not combined with what needs a copy', async () => {
    add();
    expect((await run('--architectures')).err).toContain("can't be combined with '--architectures'");
    expect((await run('--replace-copy')).err).toContain("can't be combined with '--replace-copy'");
  });
});

describe('numbers', () => {
  const report = (durationMs: number, initMs?: number) => ({ durationMs, billedMs: durationMs, usedMb: 50, initMs });

  test('outliers do not count, and cold starts are apart', () => {
    const reports = [report(1000, 500), ...[10, 10, 10, 500].map((ms) => report(ms)), report(1)];
    expect(withoutOutliers(reports.slice(1)).map(({ durationMs }) => durationMs)).toEqual([10, 10, 10]);
    expect(resultOf('arm64', 128, reports)).toMatchObject({ durationMs: 10, billedMs: 10, coldStartMs: 1500, runs: 3 });
  });

  test('the balanced size is neither the cheapest nor the fastest where one between is nearly both', () => {
    const result = (memoryMb: number, durationMs: number, cost: number) => ({
      ...resultOf('x86_64', memoryMb, [report(durationMs)]),
      cost,
    });
    const { cheapest, fastest, balanced } = choiceOf([result(128, 1000, 1), result(512, 200, 1.1), result(3008, 190, 5)]);
    expect([cheapest.memoryMb, balanced.memoryMb, fastest.memoryMb]).toEqual([128, 512, 3008]);
  });

  test('payloads are spread by their weights, the same way each time', () => {
    const payloads = [
      { weight: 3, payload: 'a' },
      { weight: 1, payload: 'b' },
    ];
    expect(spread(payloads, 8).filter((payload) => payload === 'b')).toHaveLength(2);
    expect(spread(payloads, 8)).toEqual(spread(payloads, 8));
  });
});
