import { inspect } from 'node:util';
import type { SQSEvent } from 'aws-lambda';
import { handler } from '../../handler/order-queue';
import { CONTEXT, inputsOf, ORDER, repeated, type TableWithoutAws, tableWithoutAws } from './table';

let table: TableWithoutAws;
beforeEach(() => {
  table = tableWithoutAws();
});
afterEach(() => jest.restoreAllMocks());

/** A batch of messages with these bodies: m-1, m-2 and so on. */
const handle = (...bodies: string[]) =>
  handler({ Records: bodies.map((body, index) => ({ messageId: `m-${index + 1}`, body })) } as unknown as SQSEvent, CONTEXT);
const order = (orderId: string) => JSON.stringify({ ...ORDER, orderId });

test('stores every order of the batch, and reports no failure', async () => {
  expect(await handle(order('A-1'), order('A-2'))).toEqual({ batchItemFailures: [] });

  expect(inputsOf(table).map(({ Item }) => Item?.orderId)).toEqual(['A-1', 'A-2']);
  expect(table.count).toHaveBeenCalledTimes(2);
  expect(table.publish).toHaveBeenCalledTimes(1);
});

test.each([
  ['is not JSON', '{"orderId": "tell no one"', 'the message must be JSON'],
  ['is no order', '{}', 'orderId must be'],
  ['is null', 'null', 'orderId must be'],
])('a message that %s is reported alone, without its content', async (_, body, fault) => {
  expect(await handle(order('A-1'), body, order('A-3'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-2' }] });

  expect(inputsOf(table)).toHaveLength(2);
  expect(table.error).toHaveBeenCalledWith('order not kept', {
    error: expect.objectContaining({ message: expect.stringContaining(fault) }),
    messageId: 'm-2',
  });
  expect(inspect(table.error.mock.calls, { depth: null })).not.toContain('tell no one');
});

test('a message that the table rejects is reported, to be delivered again', async () => {
  table.send.mockRejectedValueOnce(new Error('throttled') as never);

  expect(await handle(order('A-1'), order('A-2'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
});

test('an order that exists is not a failure', async () => {
  table.send.mockRejectedValueOnce(repeated() as never);

  expect(await handle(order('A-1'))).toEqual({ batchItemFailures: [] });
  expect(table.count).toHaveBeenCalledWith('OrdersRepeated', 'Count', 1);
});

test('a batch that failed as a whole is an error of the function', async () => {
  await expect(handle('{}', '{}')).rejects.toThrow('All records failed processing');
});

test('failures of one batch are not reported for the next', async () => {
  await handle(order('A-1'), '{}');
  expect(await handle(order('A-2'))).toEqual({ batchItemFailures: [] });
});
