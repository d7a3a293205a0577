import { LocalDurableTestRunner, WaitingOperationStatus } from '@aws/durable-execution-sdk-js-testing';
import { handler } from '../handler/fulfil-order';
import type { Order } from '../handler/order';

const done: string[] = [];
/** How often each deed fails before it succeeds. */
const failures = new Map<string, number>();
const requests: { order: Order; callbackId: string }[] = [];

jest.mock('../handler/shop', () => ({
  record: async (_: Order, deed: string) => {
    const left = failures.get(deed) ?? 0;
    failures.set(deed, left - 1);
    if (left > 0) throw new Error(`${deed} is not possible now`);
    done.push(deed);
  },
  requestShipment: async (order: Order, callbackId: string) => void requests.push({ order, callbackId }),
}));

/** The time of this machine; the testing SDK replaces the clock. */
const now = performance.now.bind(performance);

const ORDER: Order = { orderId: 'A-1', lines: [{ sku: 'tea', quantity: 2 }] };
const payload = (detail: unknown = ORDER) => ({ payload: { 'detail-type': 'OrderPlaced', detail } });

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

let runner: LocalDurableTestRunner;
beforeEach(() => {
  done.splice(0);
  requests.splice(0);
  failures.clear();
  runner = new LocalDurableTestRunner({ handlerFunction: handler });
});

/** Runs an execution up to the callback of the carrier, and answers it. */
async function fulfil(answer: (shipment: ReturnType<typeof runner.getOperation>) => Promise<unknown>) {
  const execution = runner.run(payload());
  const shipment = runner.getOperation('shipment');
  await shipment.waitForData(WaitingOperationStatus.SUBMITTED);
  await answer(shipment);
  return execution;
}

test('an order is prepared in parallel, waits for three hours, and is shipped, all within a second', async () => {
  const began = now();
  const execution = await fulfil((shipment) => shipment.sendCallbackSuccess('T-42'));
  expect(execution.getStatus()).toBe('SUCCEEDED');
  expect(execution.getResult()).toEqual({ orderId: 'A-1', trackingNumber: 'T-42' });
  expect([...done].sort()).toEqual(['payment charged', 'shipped', 'stock reserved']);
  expect(done[2]).toBe('shipped');
  expect(runner.getOperation('cooling off').getWaitDetails()?.waitSeconds).toBe(3 * 3600);
  expect(requests.map(({ order }) => order)).toEqual([ORDER]);
  expect(now() - began).toBeLessThan(1000);
});

test('a step that fails is tried again, and the others are not', async () => {
  failures.set('stock reserved', 2);
  const execution = await fulfil((shipment) => shipment.sendCallbackSuccess('T-42'));
  expect(execution.getStatus()).toBe('SUCCEEDED');
  expect(done.filter((deed) => deed === 'payment charged')).toHaveLength(1);
});

// The testing SDK does not skip the timeout of a callback: a carrier that does not answer takes the same way.
test('what cannot be shipped is refunded and released, and the execution fails', async () => {
  const execution = await fulfil((shipment) => shipment.sendCallbackFailure({ ErrorType: 'NotShipped', ErrorMessage: 'no such address' }));
  expect(execution.getStatus()).toBe('FAILED');
  expect(done.slice(2)).toEqual(['payment refunded', 'stock released']);
});

test('a step that never succeeds fails the execution before anything is shipped', async () => {
  failures.set('payment charged', Number.POSITIVE_INFINITY);
  const execution = await runner.run(payload());
  expect(execution.getStatus()).toBe('FAILED');
  expect(requests).toEqual([]);
});

test.each([
  [null, 'orderId must be a text'],
  [{ orderId: '', lines: [] }, 'orderId must be a text'],
  [{ orderId: 'A-1', lines: [] }, 'lines must hold lines'],
  [{ orderId: 'A-1', lines: [{ sku: 'tea', quantity: 0 }] }, 'lines must hold lines'],
])('an order that is none fails at once: %j', async (detail, message) => {
  const execution = await runner.run(payload(detail));
  expect(execution.getStatus()).toBe('FAILED');
  expect(execution.getError().errorMessage).toContain(message);
  expect(runner.getOperation('validate').getStepDetails()?.attempt).toBe(1);
  expect(done).toEqual([]);
});
