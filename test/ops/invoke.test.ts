import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { answerSeconds } from '../../ops/invoke/durable';
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

describe('a durable function', () => {
  const configuration = { DurableConfig: { ExecutionTimeout: 3600, RetentionPeriodInDays: 14 } };
  const add = (executions: object[]) => stub.addFunction('orders', { configuration, aliases: ['live'], executions });
  const running = { Status: 'RUNNING' };
  const started = ['invoke', 'orders', '--qualifier', 'live', '--async', '--execution-name', 'order-7'];

  test('is followed to its end under the name of its execution, and its result is shown', async () => {
    add([running, running, { Status: 'SUCCEEDED', Result: '{"shipped":true}', EndTimestamp: 2 }]);
    const { exit, out } = await machine.run(...started);
    expect(out).toContain('Execution SUCCEEDED');
    expect(out).toContain('"shipped": true');
    expect(out).toContain('/durable-execution/order-7/');
    expect(exit).toBe(0);
    expect(stub.invocations).toMatchObject([{ type: 'Event', qualifier: 'live', executionName: 'order-7' }]);
    expect(stub.calls.filter((call) => call === 'lambda.GetDurableExecution')).toHaveLength(3);
  });

  test.each(['FAILED', 'TIMED_OUT', 'STOPPED'])('whose execution ends %s ends with 1, and shows why', async (Status) => {
    add([running, { Status, Error: { ErrorType: 'PaymentError', ErrorMessage: 'card refused \u001b[2J' }, EndTimestamp: 2 }]);
    const { exit, out } = await machine.run(...started);
    expect(out).toContain(`Execution ${Status}: PaymentError: card refused \\u001b[2J`);
    expect(exit).toBe(1);
  });

  test('that still runs when the user interrupts is reported as running', async () => {
    add([running]);
    stub.fault = (call, index) => {
      if (call === 'lambda.GetDurableExecution' && index === 1) machine.controller.abort();
      return undefined;
    };
    expect((await machine.run(...started)).out).toContain('Execution RUNNING');
  });

  test('is waited for as long as its execution may take, not only as long as one run', () => {
    expect(answerSeconds({ Timeout: 3 })).toBe(3);
    expect(answerSeconds({ Timeout: 3, DurableConfig: { ExecutionTimeout: 60 } })).toBe(60);
    expect(answerSeconds({ Timeout: 3, DurableConfig: { ExecutionTimeout: 31_622_400 } })).toBe(900);
  });

  test('a name that is no name of an execution is one sentence', async () => {
    add([running]);
    const { exit, err } = await machine.run('invoke', 'orders', '--qualifier', 'live', '--execution-name', 'no spaces');
    expect([exit, err]).toEqual([2, expect.stringContaining("'--execution-name' must be 1 to 64 letters, digits, '-' and '_'")]);
    stub.addFunction('plain', {});
    expect((await machine.run('invoke', 'plain', '--execution-name', 'x')).err).toContain(
      "'--execution-name' must be used with a durable function",
    );
    expect(stub.invocations).toEqual([]);
  });
});

test('the line of the trace leads to the console', async () => {
  stub.addFunction('orders', { handler: () => ({ log: `${REPORT}XRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793` }) });
  const { out } = await machine.run('invoke', 'orders');
  expect(out).toContain(
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#xray:traces/1-5759e988-bd862e3fe1be46a994272793',
  );
});

test('the version that ran is shown', async () => {
  stub.addFunction('orders', { aliases: ['live'], handler: () => ({ log: REPORT }) });
  expect((await machine.run('invoke', 'orders:live')).out).toContain('Version $LATEST');
  expect(stub.invocations[0].qualifier).toBe('live');
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
