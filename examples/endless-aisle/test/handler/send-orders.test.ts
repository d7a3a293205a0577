import { inspect } from 'node:util';
import type { SQSEvent } from 'aws-lambda';
import { handler } from '../../handler/send-orders';
import { type AisleWithoutAws, aisleWithoutAws, CONTEXT } from './aisle';

let aisle: AisleWithoutAws;
let partner: jest.SpyInstance;
beforeEach(() => {
  process.env.PARTNER_URL = 'https://north.example.com/orders';
  aisle = aisleWithoutAws();
  partner = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('{}'));
});
afterEach(() => jest.restoreAllMocks());

const order = (orderId: string) => JSON.stringify({ kind: 'order', orderId, storeId: 'S-9', sku: 'tea', quantity: 2, total: 900 });
const handle = (...bodies: string[]) =>
  handler({ Records: bodies.map((body, index) => ({ messageId: `m-${index + 1}`, body })) } as SQSEvent, CONTEXT);

test('sends what the partner needs, with the number of the order as its key', async () => {
  expect(await handle(order('A-1'))).toEqual({ batchItemFailures: [] });
  const [[url, { method, headers, body, signal }]] = partner.mock.calls;
  expect({ url, method, headers }).toEqual({
    url: 'https://north.example.com/orders',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'A-1' },
  });
  expect(JSON.parse(body)).toEqual({ orderId: 'A-1', sku: 'tea', quantity: 2 });
  expect(signal).toBeInstanceOf(AbortSignal);
  expect(aisle.count).toHaveBeenCalledWith('OrdersSent', 'Count', 1);
});

test.each([
  ['refused', async () => new Response('A-1 is unknown', { status: 422 })],
  ['not understood', async () => new Response(null, { status: 302 })],
  ['not answered', () => Promise.reject(new TypeError('fetch failed'))],
])('an order that was %s is delivered again, and no other', async (_, answer) => {
  partner.mockImplementationOnce(answer);
  expect(await handle(order('A-1'), order('A-2'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
});

test.each([
  ['no JSON', 'tell no one', 'must be a JSON object'],
  ['null', 'null', 'must be a JSON object'],
  ['no order', '{"note": "tell no one"}', 'orderId must be'],
])('a message that is %s is reported, without its content', async (_, body, fault) => {
  expect(await handle(order('A-1'), body)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] });
  expect(aisle.error).toHaveBeenCalledWith('order not sent', {
    error: expect.objectContaining({ message: expect.stringContaining(fault) }),
    messageId: 'm-2',
  });
  expect(inspect(aisle.error.mock.calls, { depth: null })).not.toContain('tell no one');
});

test('what the partner answers is not logged', async () => {
  partner.mockImplementation(async () => new Response('tell no one', { status: 500 }));
  await expect(handle(order('A-1'))).rejects.toThrow('All records failed');
  expect(inspect(aisle.error.mock.calls, { depth: null })).not.toContain('tell no one');
});
