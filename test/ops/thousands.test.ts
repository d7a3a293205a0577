import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Output } from '../../ops/terminal/output';
import { ENVIRONMENT, failureRecord } from './running';
import { AwsStub } from './stub/aws-stub';
import type { StubQueue } from './stub/queues';

const ROOT = join(__dirname, '..', '..');
const FOLDER = mkdtempSync(join(tmpdir(), 'ops-built-'));
const BIN = join(FOLDER, 'ops.cjs');
/** Each failure has so many bytes: kept as a whole, thousands of them would be seen in the memory. */
const SIZE = 10_000;

let stub: AwsStub;
let queue: StubQueue;

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
  stub.addFunction('orders', { onFailure: { $LATEST: queue.arn } });
});
afterEach(() => stub.stop());

const fill = (from: number, to: number) => {
  const text = 'x'.repeat(SIZE);
  for (let id = from; id < to; id += 1) queue.put(failureRecord({ id, text }, { message: `order ${id} has no lines` }));
};

interface Ended {
  readonly seconds: number;
  /** The largest heap, in MB, that garbage collection leaves: all else depends on when it runs. */
  readonly heapMb: number;
  readonly report: any;
}

/** Runs the command in a process whose heap is small: what it keeps beyond that ends it. */
async function run(heapMb: number, ...args: string[]): Promise<Ended> {
  const home = mkdtempSync(join(tmpdir(), 'ops-home-'));
  const measure = `process.on('exit', () => { globalThis.gc(); console.error('HEAP ' + process.memoryUsage().heapUsed); })`;
  const preload = `--import=data:text/javascript,${encodeURIComponent(measure)}`;
  const started = process.hrtime.bigint();
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${heapMb}`, '--expose-gc', preload, BIN, ...args, '--json', '--endpoint-url', stub.endpoint],
    { env: { ...process.env, ...ENVIRONMENT, CDK_HARDENED_LAMBDA_OPS_HOME: home } },
  );
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  await new Promise((resolve) => child.once('close', resolve));
  rmSync(home, { recursive: true });
  const [, heap] = /HEAP (\d+)/.exec(err) ?? [];
  if (heap === undefined) throw new Error(err.slice(-1000));
  return {
    seconds: Number(process.hrtime.bigint() - started) / 1e9,
    heapMb: Number(heap) / 1024 / 1024,
    report: JSON.parse(out).targets[0],
  };
}

test('10,000 failures of 10 kB are looked at in less than 20 s, in 64 MB of heap', async () => {
  fill(0, 10_000);
  const { seconds, report } = await run(64, 'failures', 'orders');
  expect(report.count).toBe(10_000);
  expect(report.groups).toMatchObject([{ count: 10_000, error: 'InvalidOrder: order * has no lines', mostReceives: 1 }]);
  expect(queue.visible).toBe(10_000);
  expect(seconds).toBeLessThan(20);
}, 120_000);

test('memory does not grow with the payloads: ten times the failures need a few MB more', async () => {
  fill(0, 1000);
  const few = await run(64, 'failures', 'orders');
  fill(1000, 10_000);
  const many = await run(64, 'failures', 'orders', '--refresh');
  expect([few.report.count, many.report.count]).toEqual([1000, 10_000]);
  // 9,000 payloads are 86 MB. What is kept is a receipt for each.
  expect(many.heapMb - few.heapMb).toBeLessThan(10);
}, 120_000);

test('thousands are replayed in the same memory, each once', async () => {
  fill(0, 3000);
  const { report } = await run(64, 'replay', 'orders', '--send', '--yes', '--concurrency', '20');
  expect(report).toMatchObject({ succeeded: 3000, deleted: 3000 });
  expect([stub.invocations.length, queue.messages.length]).toEqual([3000, 0]);
}, 120_000);

test('progress is shown on a terminal, on standard error, and nowhere else', async () => {
  const write = (into: string[], isTTY: boolean) => ({ isTTY, columns: 80, write: (text: string) => into.push(text) > 0 });
  const [out, terminal, file]: string[][] = [[], [], []];
  const progress = await new Output(false, { out: write(out, true), err: write(terminal, true) }).progress('Reading', 10_000);
  progress.advance(2500);
  progress.stop();
  expect(terminal.join('')).toMatch(/Reading .*2500\/10000/s);
  const none = await new Output(false, { out: write(out, true), err: write(file, false) }).progress('Reading', 10_000);
  none.advance(2500);
  none.stop();
  expect([out, file]).toEqual([[], []]);
});
