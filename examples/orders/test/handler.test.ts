// The AWS SDK is part of Lambda's Node.js runtime, so it is not installed here.
const send = jest.fn();
jest.mock('@aws-sdk/client-dynamodb', () => ({ DynamoDBClient: class {} }), { virtual: true });
jest.mock(
  '@aws-sdk/lib-dynamodb',
  () => ({
    DynamoDBDocumentClient: { from: () => ({ send }) },
    PutCommand: class {
      constructor(readonly input: unknown) {}
    },
  }),
  { virtual: true },
);

import { handler } from '../handler/index';

const DETAIL = { orderId: 'A-1', customerId: 'C-7', lines: [{ sku: 'tea', quantity: 2 }] };
const event = (detail: unknown = DETAIL) => ({ id: 'e-1', detail });

let info: jest.SpyInstance;
beforeEach(() => {
  process.env.TABLE_NAME = 'orders';
  info = jest.spyOn(console, 'info').mockImplementation();
});
afterEach(() => info.mockRestore());

test('keeps a new order, on the condition that it is not there yet', async () => {
  await handler(event({ ...DETAIL, note: 'not part of an order' }));

  expect(send).toHaveBeenCalledTimes(1);
  expect(send.mock.calls[0][0].input).toEqual({
    TableName: 'orders',
    Item: { ...DETAIL, keptAt: expect.any(String) },
    ConditionExpression: 'attribute_not_exists(orderId)',
  });
  expect(info).toHaveBeenCalledWith({ message: 'order kept', orderId: 'A-1', eventId: 'e-1' });
});

test('an order that is there already is no failure', async () => {
  send.mockRejectedValueOnce(Object.assign(new Error('The conditional request failed'), { name: 'ConditionalCheckFailedException' }));

  await handler(event());

  expect(info).toHaveBeenCalledWith({ message: 'order was there already', orderId: 'A-1', eventId: 'e-1' });
});

test('any other failure of the table is thrown, so that Lambda tries again', async () => {
  send.mockRejectedValueOnce(new Error('throttled'));

  await expect(handler(event())).rejects.toThrow('throttled');
});

test.each([
  ['no detail', null, 'orderId must be'],
  ['no order number', { ...DETAIL, orderId: undefined }, 'orderId must be'],
  ['a customer with a space', { ...DETAIL, customerId: 'C 7' }, 'customerId must be'],
  ['no lines', { ...DETAIL, lines: [] }, 'at least one line'],
  ['a line that is null', { ...DETAIL, lines: [null] }, 'line 1 must have'],
  ['half a piece', { ...DETAIL, lines: [...DETAIL.lines, { sku: 'tea', quantity: 0.5 }] }, 'line 2 must have'],
])('an order with %s is refused, and nothing is written', async (_, detail, fault) => {
  await expect(handler(event(detail))).rejects.toMatchObject({ name: 'InvalidOrder', message: expect.stringContaining(fault) });
  expect(send).not.toHaveBeenCalled();
});

test('the refusal names every fault, and nothing of the order', async () => {
  const secret = { orderId: 'tell no one', customerId: 'me neither', lines: [] };

  const refusal = (await handler(event(secret)).catch((error: unknown) => error)) as Error;

  expect(refusal.message.split('; ')).toHaveLength(3);
  expect(refusal.message).not.toMatch(/tell no one|me neither/);
});
