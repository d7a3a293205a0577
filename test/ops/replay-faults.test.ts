import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { ENVIRONMENT, failureRecord, Machine } from './running';
import { AwsStub, type Fault } from './stub/aws-stub';
import type { StubQueue } from './stub/queues';

const ROOT = join(__dirname, '..', '..');
const FOLDER = mkdtempSync(join(tmpdir(), 'ops-built-'));
const BIN = join(FOLDER, 'ops.cjs');

let stub: AwsStub;
let queue: StubQueue;
let home: string;
/** The ids of the events that the function has run with, in their order. */
let ran: number[];

beforeAll(() => {
  buildSync({
    entryPoints: [join(ROOT, 'ops/bin.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    outfile: BIN,
    logLevel: 'error',
  });
}, 60_000);
afterAll(() => rmSync(FOLDER, { recursive: true }));

beforeEach(async () => {
  stub = await AwsStub.start();
  queue = stub.queue('orders-failures');
  home = mkdtempSync(join(tmpdir(), 'ops-home-'));
  ran = [];
  stub.addFunction('orders', {
    onFailure: { $LATEST: queue.arn },
    handler: async (payload) => {
      ran.push(JSON.parse(payload).id);
      await sleep(2);
      return {};
    },
  });
});
afterEach(async () => {
  rmSync(home, { recursive: true, force: true });
  await stub.stop();
});

const fill = (count: number) => {
  for (let id = 0; id < count; id += 1) queue.put(failureRecord({ id }));
};

/** A replay in a separate process, on the machine whose folder is `home`. */
function start(...args: string[]): { child: ChildProcess; ended: Promise<{ code: number | null; report: any }> } {
  const child = spawn(process.execPath, [BIN, 'replay', 'orders', '--send', '--yes', '--json', '--endpoint-url', stub.endpoint, ...args], {
    env: { ...process.env, ...ENVIRONMENT, CDK_HARDENED_LAMBDA_OPS_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  const ended = new Promise<{ code: number | null; report: any }>((resolve) =>
    child.once('exit', (code) => setImmediate(() => resolve({ code, report: out === '' ? undefined : JSON.parse(out).targets[0] }))),
  );
  return { child, ended };
}

/** What was hidden by a replay that was killed is visible again. */
const waitOutVisibility = () => {
  for (const message of queue.messages) message.hiddenUntil = 0;
};

const until = async (isSo: () => boolean) => {
  while (!isSo()) await sleep(5);
};

const idsLeft = () => queue.messages.map(({ body }) => JSON.parse(body).requestPayload.id as number);
const duplicates = () => ran.filter((id, index) => ran.indexOf(id) !== index);

test('two replays at once over 1,000 failures: each event is sent once, and all are deleted', async () => {
  fill(1000);
  const [one, other] = await Promise.all([start('--concurrency', '10').ended, start('--concurrency', '10').ended]);
  expect(duplicates()).toEqual([]);
  expect({ ran: ran.length, left: queue.messages.length, reports: [one.report, other.report] }).toMatchObject({ ran: 1000, left: 0 });
  expect(one.report.succeeded + other.report.succeeded).toBe(1000);
  expect(Math.min(one.report.succeeded, other.report.succeeded)).toBeGreaterThan(100);
}, 60_000);

test('two replays at once where hiding does not work: the journal keeps them apart', async () => {
  fill(200);
  // Every message is seen by both, as if the time for which it is hidden were over at once.
  queue.isShuffled = true;
  const returning = setInterval(waitOutVisibility, 5);
  const [one, other] = await Promise.all([start('--concurrency', '4').ended, start('--concurrency', '4').ended]);
  clearInterval(returning);
  expect(duplicates()).toEqual([]);
  expect(one.report.succeeded + other.report.succeeded).toBe(ran.length);
  expect(ran.length).toBeGreaterThan(50);
  // What was not sent is still there.
  expect([...ran, ...idsLeft().filter((id) => !ran.includes(id))].sort((a, b) => a - b)).toEqual([...Array(200).keys()]);
}, 60_000);

test.each(['while the function runs', 'between the answer and the deletion', 'at any time'])(
  'killed %s: the next replay sends nothing twice, and reports what it does not know',
  async (when) => {
    fill(40);
    if (when === 'between the answer and the deletion') {
      stub.fault = (call, index) => (call === 'sqs.DeleteMessage' && index >= 10 ? 'lost request' : undefined);
    }
    const first = start('--concurrency', '3');
    await until(() => ran.length >= 12);
    if (when === 'at any time') await sleep(Math.random() * 20);
    first.child.kill('SIGKILL');
    await first.ended;
    stub.fault = () => undefined;
    waitOutVisibility();
    const second = await start('--concurrency', '3').ended;
    expect(duplicates()).toEqual([]);
    // Nothing is lost: each event has run, or is in the queue and reported.
    expect(second.report.unknownEarlier).toBe(queue.messages.length);
    expect(second.report.unknownEarlier).toBeLessThanOrEqual(3);
    expect(second.code).toBe(second.report.unknownEarlier > 0 ? 1 : 0);
    expect(new Set([...ran, ...idsLeft()]).size).toBe(40);

    waitOutVisibility();
    const third = await start('--resend-unknown').ended;
    expect(third.report.succeeded).toBe(second.report.unknownEarlier);
    expect(queue.messages).toEqual([]);
    expect(new Set(ran).size).toBe(40);
  },
  60_000,
);

describe('a fault at each call', () => {
  const FAULTS: Fault[] = ['lost request', 'lost answer', { status: 500, type: 'ServiceException' }];
  const CALLS = [
    'lambda.Invoke',
    'lambda.GetFunctionConfiguration',
    'sqs.ReceiveMessage',
    'sqs.DeleteMessage',
    'sqs.GetQueueAttributes',
    'sqs.GetQueueUrl',
    'sqs.ChangeMessageVisibilityBatch',
  ];
  const cases = CALLS.flatMap((call) => FAULTS.map((fault) => [call, typeof fault === 'string' ? fault : 'status 500', fault] as const));

  test.each(cases)(
    '%s, %s',
    async (call, _name, fault) => {
      fill(6);
      const machine = new Machine(stub);
      try {
        // The second and the third such call fail; the SDK tries all again but invocations.
        stub.fault = (candidate, index) => (candidate === call && (index === 1 || index === 2) ? fault : undefined);
        const first = (await machine.run('replay', 'orders', '--send', '--yes', '--json')).json.targets[0];
        expect(duplicates()).toEqual([]);
        if (call === 'lambda.Invoke') {
          expect(first).toMatchObject({ unknown: 2, succeeded: 4 });
          expect(queue.messages).toHaveLength(2);
        }
        expect(new Set([...ran, ...idsLeft()]).size).toBe(6);
        stub.fault = () => undefined;
        waitOutVisibility();
        const second = (await machine.run('replay', 'orders', '--send', '--yes', '--json')).json.targets[0];
        expect(duplicates()).toEqual([]);
        expect(second.unknownEarlier).toBe(call === 'lambda.Invoke' ? 2 : 0);
        expect(queue.messages).toHaveLength(second.unknownEarlier);
      } finally {
        machine.remove();
      }
    },
    30_000,
  );

  test('no network at all: nothing is sent, nothing is lost', async () => {
    fill(3);
    const machine = new Machine(stub);
    stub.fault = (call) => (call === 'lambda.Invoke' ? 'lost request' : undefined);
    const { json } = await machine.run('replay', 'orders', '--send', '--yes', '--json', '--max-failures', '2');
    expect(json.targets[0]).toMatchObject({ unknown: 2, succeeded: 0, stopped: expect.stringContaining('--max-failures') });
    expect(queue.visible).toBe(3);
    machine.remove();
  });
});

test('ctrl-C: what is under way ends, the rest is given back', async () => {
  fill(40);
  const { child, ended } = start('--concurrency', '2');
  await until(() => ran.length >= 5);
  child.kill('SIGINT');
  const { code, report } = await ended;
  expect(code).toBe(130);
  expect(report.stopped).toBe('interrupted');
  expect(report.succeeded).toBe(ran.length);
  expect(queue.messages).toHaveLength(40 - ran.length);
  expect(queue.visible).toBe(40 - ran.length);
});

test('a message that another machine had received is sent, and that is reported', async () => {
  fill(1);
  queue.receive(1, 0);
  const { report } = await start().ended;
  expect(report).toMatchObject({ succeeded: 1, receivedElsewhere: 1 });
});
