import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { AlarmActions, HardenedNodejsFunction, Powertools } from 'cdk-hardened-lambda';
import { fulfilmentApp } from '../../examples/fulfilment/app';
import { ordersApp } from '../../examples/orders/app';
import { boot, type Deployed, NODEJS, NODEJS_22 } from './boot';
import { deployed } from './deployed';

/*
 * Bundles as they are deployed, in AWS's own runtime client for Node.js. What this does not show: AWS's image with its
 * version of Node.js, arm64, the freeze between two events.
 */

const outdir = mkdtempSync(join(tmpdir(), 'runtime-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const ORDER = { orderId: 'A-1', customerId: 'C-7', lines: [{ sku: 'tea', quantity: 2 }] };
const EVENT = { id: 'e-1', detail: ORDER };

let orders: Deployed;
beforeAll(() => {
  orders = deployed(ordersApp({ outdir: join(outdir, 'orders') }), 'Orders');
});

/** A function that is bundled by one line, with the environment of its handler. */
function bundled(entry: string): Deployed {
  const app = new App({ outdir: mkdtempSync(join(outdir, 'entry-')) });
  new HardenedNodejsFunction(new Stack(app, 'Shop'), 'Orders', {
    entry: join(__dirname, entry),
    powertools: Powertools.asDependency({ serviceName: 'orders', metricsNamespace: 'Shop' }),
    environment: { TABLE_NAME: 'orders', CUSTOMER_ORDERS_TABLE_NAME: 'customer-orders' },
    alarmActions: AlarmActions.none('a test boots the bundle'),
  });
  return deployed(app, 'Orders');
}

/** The logs that are JSON: one object a line. */
const records = (logs: string[]): any[] => logs.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

describe("the example's function", () => {
  test('answers a good event, and keeps the order', async () => {
    const { answers, items } = await boot(orders, [EVENT]);
    expect(answers).toEqual([{ kind: 'response', body: null }]);
    expect(items).toEqual([expect.objectContaining({ orderId: { S: 'A-1' }, customerId: { S: 'C-7' } })]);
  });

  test('logs and counts by Powertools, as the stack has set it up', async () => {
    const { logs } = await boot(orders, [EVENT]);
    expect(records(logs)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          level: 'INFO',
          message: 'order kept',
          service: 'orders',
          orderId: 'A-1',
          function_request_id: 'request-1',
        }),
        expect.objectContaining({
          service: 'orders',
          OrdersKept: 1,
          _aws: expect.objectContaining({ CloudWatchMetrics: expect.anything() }),
        }),
      ]),
    );
    expect(records(logs).find(({ _aws }) => _aws)._aws.CloudWatchMetrics[0].Namespace).toBe('Shop');
  });

  test('reports the error of a bad event, with lines of the source', async () => {
    const { answers, items } = await boot(orders, [{ id: 'e-2', detail: {} }]);
    expect(answers).toEqual([
      {
        kind: 'error',
        body: expect.objectContaining({ errorType: 'InvalidOrder', errorMessage: expect.stringContaining('orderId must be') }),
      },
    ]);
    expect(answers[0].body.trace.join('\n')).toMatch(/orderFrom.*handler\/order\.ts:\d+:\d+/);
    expect(items).toEqual([]);
  });

  test('goes on after a bad event', async () => {
    const { answers } = await boot(orders, [EVENT, { id: 'e-2' }, EVENT]);
    expect(answers.map(({ kind }) => kind)).toEqual(['response', 'error', 'response']);
  });

  test('works once on an event that is delivered twice, and refuses one with other content', async () => {
    const { answers, items, knownEvents } = await boot(orders, [EVENT, EVENT, { ...EVENT, detail: { ...ORDER, customerId: 'C-8' } }]);
    expect(answers.map(({ kind }) => kind)).toEqual(['response', 'response', 'error']);
    expect(answers[2].body.errorType).toBe('IdempotencyValidationError');
    expect(items).toHaveLength(1);
    expect(knownEvents).toEqual([expect.objectContaining({ id: { S: expect.stringMatching(/^orders[.#]/) }, status: { S: 'COMPLETED' } })]);
  });
});

test('the queue worker answers with the messages that failed', async () => {
  const { answers, items } = await boot(bundled('../../examples/orders/handler/order-queue.ts'), [
    {
      Records: [
        { messageId: 'm-1', body: JSON.stringify(ORDER) },
        { messageId: 'm-2', body: '{' },
      ],
    },
  ]);
  expect(answers).toEqual([{ kind: 'response', body: { batchItemFailures: [{ itemIdentifier: 'm-2' }] } }]);
  expect(items).toHaveLength(1);
});

test('the stream reader answers with the record that failed', async () => {
  const image = { orderId: { S: 'A-1' }, customerId: { S: 'C-7' } };
  const record = (SequenceNumber: string, NewImage: object) => ({ eventName: 'INSERT', dynamodb: { SequenceNumber, NewImage } });
  const { answers, items } = await boot(bundled('../../examples/orders/handler/order-stream.ts'), [
    { Records: [record('1', image), record('2', {})] },
  ]);
  expect(answers).toEqual([{ kind: 'response', body: { batchItemFailures: [{ itemIdentifier: '2' }] } }]);
  expect(items).toEqual([image]);
});

describe('the durable function of the example', () => {
  let fulfilment: Deployed;
  beforeAll(() => {
    fulfilment = deployed(fulfilmentApp({ outdir: join(outdir, 'fulfilment') }), 'Fulfilment');
  });

  /** An invocation as Lambda makes it: the event is the input of the first operation. */
  const invocation = (detail: unknown, more: object[] = []) => ({
    DurableExecutionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders:1/durable-execution/A-1/0a1b2c3d',
    CheckpointToken: 'token-0',
    InitialExecutionState: {
      Operations: [
        { Id: 'execution', Type: 'EXECUTION', Status: 'STARTED', ExecutionDetails: { InputPayload: JSON.stringify({ detail }) } },
        ...more,
      ],
    },
  });
  const ids = (checkpoints: { Name?: string; Action: string }[], action: string) =>
    checkpoints.filter(({ Action }) => Action === action).map(({ Name }) => Name);

  test('stores each step, and ends its invocation while it waits', async () => {
    const { answers, items, checkpoints } = await boot(fulfilment, [invocation(ORDER)], NODEJS_22);
    expect(answers).toEqual([{ kind: 'response', body: { Status: 'PENDING' } }]);
    expect(ids(checkpoints, 'SUCCEED')).toEqual(expect.arrayContaining(['validate', 'reserve', 'charge', 'prepare']));
    expect(checkpoints.at(-1)).toMatchObject({ Type: 'WAIT', Action: 'START', Name: 'cooling off', WaitOptions: { WaitSeconds: 10_800 } });
    expect(items.map(({ done }) => done.S).sort()).toEqual(['payment charged', 'stock reserved']);
  });

  test('does nothing again that is stored already', async () => {
    const first = await boot(fulfilment, [invocation(ORDER)], NODEJS_22);
    const validated = first.checkpoints.find(({ Name, Action }) => Name === 'validate' && Action === 'SUCCEED');
    const done = { ...validated, Action: undefined, Status: 'SUCCEEDED', StepDetails: { Attempt: 1, Result: validated?.Payload } };
    const { checkpoints } = await boot(fulfilment, [invocation(ORDER, [done])], NODEJS_22);
    expect(ids(checkpoints, 'SUCCEED')).not.toContain('validate');
    expect(ids(checkpoints, 'SUCCEED')).toContain('reserve');
  });

  test('fails for an order that is none', async () => {
    const { answers, items } = await boot(fulfilment, [invocation({ orderId: 'A-1' })], NODEJS_22);
    expect(answers).toEqual([
      {
        kind: 'response',
        body: expect.objectContaining({
          Status: 'FAILED',
          Error: expect.objectContaining({ ErrorMessage: expect.stringContaining('lines must hold') }),
        }),
      },
    ]);
    expect(items).toEqual([]);
  });
});

describe('what does not boot is seen', () => {
  test('a handler that is missing', async () => {
    const { answers } = await boot({ ...orders, handler: 'index.nothing' }, [EVENT]);
    expect(answers).toEqual([{ kind: 'init error', body: expect.objectContaining({ errorType: 'Runtime.HandlerNotFound' }) }]);
  });

  test('a module that is missing', async () => {
    const { answers } = await boot({ ...orders, handler: 'nothing.handler' }, [EVENT]);
    expect(answers).toEqual([{ kind: 'init error', body: expect.objectContaining({ errorType: 'Runtime.ImportModuleError' }) }]);
  });

  test('an init that fails', async () => {
    const { answers } = await boot(bundled('entries/failing-init.ts'), [EVENT]);
    expect(answers).toEqual([
      { kind: 'init error', body: expect.objectContaining({ errorType: 'RangeError', errorMessage: 'no table is known' }) },
    ]);
  });

  test('an init that takes too long', async () => {
    const { answers, initTimedOut } = await boot(bundled('entries/slow-init.ts'), [EVENT], { ...NODEJS, initLimit: 700 });
    expect(initTimedOut).toBe(true);
    expect(answers).toEqual([]);
  });
});
