import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { EXAMPLE_EVENTS } from '../../ops/invoke/example-events';
import { Machine } from './running';
import { AwsStub } from './stub/aws-stub';

let stub: AwsStub;
let machine: Machine;

beforeEach(async () => {
  stub = await AwsStub.start();
  machine = new Machine(stub);
});
afterEach(async () => {
  machine.remove();
  await stub.stop();
});

const REPORT = 'REPORT RequestId: 1\tDuration: 1.00 ms\tBilled Duration: 1000 ms\tMemory Size: 1024 MB\tMax Memory Used: 70 MB\t';

test('shows the answer, the log, the time, the memory and the cost', async () => {
  stub.addFunction('orders', { handler: (payload) => ({ value: { got: JSON.parse(payload) }, log: `hello \u001b[31m\n${REPORT}` }) });
  const { exit, out } = await machine.run('invoke', 'orders', '--payload', '{"id":1}');
  expect(exit).toBe(0);
  expect(out).toContain('"id": 1');
  expect(out).toContain('hello \\u001b[31m');
  expect(out).toContain('1 ms, billed 1000 ms, memory 70 of 1024 MB, about 16.87 USD per million');
});

test('an error of the function is shown with the lines of its sources, and ends with 1', async () => {
  const folder = join(machine.folder, 'bundle');
  mkdirSync(folder);
  const source = join(folder, 'orders.ts');
  writeFileSync(
    source,
    `export function check(order: { lines: unknown[] }): void {\n  if (order.lines.length === 0) throw new Error('no lines');\n}\n`,
  );
  buildSync({ entryPoints: [source], outfile: join(folder, 'index.js'), sourcemap: true, minify: true, format: 'cjs', bundle: true });
  // In a separate process: jest maps stacks by itself.
  const script = `try { require('./index.js').check({ lines: [] }) } catch (error) { console.log(error.stack) }`;
  const printed = execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
  const stack = printed.replaceAll(realpathSync(folder), '/var/task').split('\n');
  stub.addFunction('orders', {
    handler: () => ({ error: { errorType: 'Error', errorMessage: 'no lines', trace: stack } as any, log: REPORT }),
  });
  const { exit, out } = await machine.run('invoke', 'orders', '--source-maps', folder);
  expect(exit).toBe(1);
  expect(out).toContain('Unhandled error: Error: no lines');
  expect(out).toMatch(/orders\.ts:2:\d+/);
  expect((await machine.run('invoke', 'orders')).out).toContain('/var/task/index.js:1:');
});

test('--async and --dry-run do not wait for an answer', async () => {
  stub.addFunction('orders', {});
  expect((await machine.run('invoke', 'orders', '--async')).out).toContain('accepted by Lambda');
  expect((await machine.run('invoke', 'orders', '--dry-run')).out).toContain('it did not run');
  expect(stub.invocations.map(({ type }) => type)).toEqual(['Event', 'DryRun']);
  expect((await machine.run('invoke', 'orders', '--async', '--dry-run')).exit).toBe(2);
});

test('an invocation whose answer is lost is not tried again', async () => {
  stub.addFunction('orders', {});
  stub.fault = (call) => (call === 'lambda.Invoke' ? 'lost answer' : undefined);
  expect((await machine.run('invoke', 'orders')).exit).toBe(2);
  expect(stub.invocations).toHaveLength(1);
});

test.each(Object.keys(EXAMPLE_EVENTS))('the example event %s is sent', async (name) => {
  stub.addFunction('orders', {});
  await machine.run('invoke', 'orders', '--event', name);
  expect(JSON.parse(stub.invocations[0].payload)).toEqual(EXAMPLE_EVENTS[name]);
});

test('what cannot be sent is one sentence', async () => {
  stub.addFunction('orders', { configuration: { DurableConfig: { ExecutionTimeout: 60 } } });
  const refused = async (...args: string[]) => (await machine.run('invoke', 'orders', ...args)).err;
  expect(await refused('--payload', 'no')).toContain("'--payload' must be JSON");
  expect(await refused('--payload', '@missing')).toContain("'--payload' must be a file");
  expect(await refused('--event', 'fax')).toContain("'--event' must be one of sqs");
  expect(await refused('--event', 'sqs', '--payload', '{}')).toContain("can't be combined");
  expect(await refused('--qualifier', 'old')).toContain('must exist');
  expect(await refused()).toContain('must be invoked by an alias or a version');
});
