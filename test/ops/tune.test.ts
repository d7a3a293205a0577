import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { spread } from '../../ops/tune/payloads';
import { choiceOf, resultOf, withoutOutliers } from '../../ops/tune/result';
import { Machine } from './running';
import { AwsStub } from './stub/aws-stub';

let stub: AwsStub;
let machine: Machine;

beforeEach(async () => {
  stub = await AwsStub.start();
  machine = new Machine(stub);
  stub.code = zipSync({ 'index.js': new Uint8Array([1]) });
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
  expect(stub.created).toHaveLength(1);
  expect(stub.created[0]).toMatchObject({
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
  expect([stub.created.length, stub.invocations.length]).toEqual([0, 0]);
});

test.each(['lambda.Invoke', 'lambda.UpdateFunctionConfiguration'])('the copy is removed where %s fails', async (call) => {
  addOrders();
  stub.fault = (candidate, index) =>
    candidate === call && index >= 2 ? { status: 400, type: 'InvalidParameterValueException' } : undefined;
  const { exit } = await machine.run('tune', 'orders', '--yes', '--runs', '5');
  expect(exit).toBe(2);
  expect(stub.created).toHaveLength(1);
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
  stub.code = zipSync({ 'node_modules/x/x.node': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2]) });
  expect((await machine.run('tune', 'orders', '--yes', '--architectures')).err).toContain('node_modules/x/x.node is built for one');
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
