import { createHash } from 'node:crypto';
import type { EventBridgeEvent } from 'aws-lambda';
import { handler } from '../../handler/orders';
import { eventsWithoutAws } from './events';
import { CONTEXT, inputsOf, ORDER, repeated, type TableWithoutAws, tableWithoutAws } from './table';

let table: TableWithoutAws;
let known: ReturnType<typeof eventsWithoutAws>;
beforeEach(() => {
  table = tableWithoutAws();
  known = eventsWithoutAws();
});
afterEach(() => jest.restoreAllMocks());

const handle = (detail: unknown = ORDER) => handler({ id: 'e-1', detail } as EventBridgeEvent<'OrderPlaced', unknown>, CONTEXT);

test('stores a new order, on the condition that it does not exist', async () => {
  await handle({ ...ORDER, note: 'not part of an order' });

  expect(inputsOf(table)).toEqual([
    { TableName: 'orders', Item: { ...ORDER, keptAt: expect.any(String) }, ConditionExpression: 'attribute_not_exists(orderId)' },
  ]);
  expect(table.info).toHaveBeenCalledWith('order kept', { orderId: 'A-1', eventId: 'e-1' });
  expect(table.count).toHaveBeenCalledWith('OrdersKept', 'Count', 1);
});

test('an order that exists is not a failure', async () => {
  table.send.mockRejectedValueOnce(repeated() as never);

  await handle();

  expect(table.info).toHaveBeenCalledWith('order was there already', { orderId: 'A-1', eventId: 'e-1' });
  expect(table.count).toHaveBeenCalledWith('OrdersRepeated', 'Count', 1);
});

test('any other failure of the table is thrown, so that Lambda retries', async () => {
  table.send.mockRejectedValueOnce(new Error('throttled') as never);

  await expect(handle()).rejects.toThrow('throttled');
});

test.each([
  ['good', ORDER],
  ['bad', null],
])('the metrics of a %s order are sent', async (_, detail) => {
  await handle(detail).catch(() => undefined);

  expect(table.publish).toHaveBeenCalledTimes(1);
});

test.each([
  ['no detail', null, 'orderId must be'],
  ['no order number', { ...ORDER, orderId: undefined }, 'orderId must be'],
  ['a customer with a space', { ...ORDER, customerId: 'C 7' }, 'customerId must be'],
  ['no lines', { ...ORDER, lines: [] }, 'at least one line'],
  ['a line that is null', { ...ORDER, lines: [null] }, 'line 1 must have'],
  ['half a piece', { ...ORDER, lines: [...ORDER.lines, { sku: 'tea', quantity: 0.5 }] }, 'line 2 must have'],
])('an order with %s is refused, and nothing is written', async (_, detail, fault) => {
  await expect(handle(detail)).rejects.toMatchObject({ name: 'InvalidOrder', message: expect.stringContaining(fault) });
  expect(table.send).not.toHaveBeenCalled();
});

test('the error names every broken rule, and no data of the order', async () => {
  const refusal = (await handle({ orderId: 'tell no one', customerId: 'me neither', lines: [] }).catch((error) => error)) as Error;

  expect(refusal.message.split('; ')).toHaveLength(3);
  expect(refusal.message).not.toMatch(/tell no one|me neither/);
});

describe('an event that is delivered twice', () => {
  test('is worked on once', async () => {
    await handle();
    await handle();
    expect(table.send).toHaveBeenCalledTimes(1);
    expect(table.count).toHaveBeenCalledTimes(1);
  });

  test('is known by the name of the function and the number of the order, for a day', async () => {
    await handle();
    const [[id, record]] = [...known];
    const ofNumber = createHash('md5').update(JSON.stringify(ORDER.orderId)).digest('base64');
    expect(id).toMatch(/#/);
    expect(id.endsWith(`#${ofNumber}`)).toBe(true);
    expect(record.status).toEqual({ S: 'COMPLETED' });
    expect(Number(record.expiration?.N) - Date.now() / 1000).toBeCloseTo(86_400, -1);
  });

  test('with other content is refused, so that somebody looks at it', async () => {
    await handle();
    await expect(handle({ ...ORDER, customerId: 'C-8' })).rejects.toMatchObject({ name: 'IdempotencyValidationError' });
    expect(table.send).toHaveBeenCalledTimes(1);
  });

  test('while the first one is worked on is refused, so that Lambda retries it', async () => {
    const [first, second] = await Promise.allSettled([handle(), handle()]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { name: 'IdempotencyAlreadyInProgressError' } });
    expect(table.send).toHaveBeenCalledTimes(1);
  });

  test('is worked on again after a failure', async () => {
    table.send.mockRejectedValueOnce(new Error('throttled') as never);
    await expect(handle()).rejects.toThrow('throttled');
    expect(known.size).toBe(0);
    await handle();
    expect(table.info).toHaveBeenCalledWith('order kept', { orderId: 'A-1', eventId: 'e-1' });
  });

  test('is worked on again after a crash, once its time is over, and finds what was stored', async () => {
    await handle();
    const [[id, record]] = [...known];
    known.set(id, { ...record, status: { S: 'INPROGRESS' }, in_progress_expiration: { N: String(Date.now() - 1) } });
    table.send.mockRejectedValueOnce(repeated() as never);
    await handle();
    expect(table.info).toHaveBeenLastCalledWith('order was there already', { orderId: 'A-1', eventId: 'e-1' });
  });
});
