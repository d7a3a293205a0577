import { eventsWithoutAws } from '../../../orders/test/handler/events';
import { handler } from '../../handler/place-order';
import { type AisleWithoutAws, aisleWithoutAws, CONTEXT, inputsOf, refusal, TEA } from './aisle';

const REQUEST = { orderId: 'A-1', storeId: 'S-9', sku: 'tea', quantity: 2 };
const ORDER = { ...REQUEST, partner: 'NorthWarehouse', total: 900 };

let aisle: AisleWithoutAws;
let known: ReturnType<typeof eventsWithoutAws>;
beforeEach(() => {
  aisle = aisleWithoutAws();
  aisle.tables.mockImplementation((async ({ constructor: { name } }: object) => (name === 'GetCommand' ? { Item: TEA } : {})) as never);
  known = eventsWithoutAws();
});
afterEach(() => jest.restoreAllMocks());

const place = (event: unknown = REQUEST) => handler(event, CONTEXT);

test('stores the order, and publishes it for the partner of the product', async () => {
  expect(await place({ ...REQUEST, note: 'not part of an order' })).toEqual({ orderId: 'A-1', partner: 'NorthWarehouse', total: 900 });
  expect(inputsOf(aisle.tables)[1]).toEqual({
    TableName: 'orders',
    Item: { ...ORDER, status: 'PLACED', rank: 0 },
    ConditionExpression: 'attribute_not_exists(orderId)',
  });
  const [{ Message, ...published }] = inputsOf(aisle.topic);
  expect(JSON.parse(String(Message))).toEqual({ kind: 'order', ...ORDER });
  expect(published).toEqual({
    TopicArn: process.env.TOPIC_ARN,
    MessageAttributes: { partner: { DataType: 'String', StringValue: 'NorthWarehouse' } },
  });
  expect(aisle.count).toHaveBeenCalledWith('OrdersPlaced', 'Count', 1);
});

test('an order that is sent twice has the same answer, and is published once', async () => {
  const first = await place();
  expect(await place()).toEqual(first);
  expect(aisle.topic).toHaveBeenCalledTimes(1);
});

test('a known number with another quantity is refused', async () => {
  await place();
  await expect(place({ ...REQUEST, quantity: 3 })).rejects.toMatchObject({ name: 'IdempotencyValidationError' });
});

test('after a failure of the topic the order that is stored is published by the next attempt', async () => {
  aisle.topic.mockRejectedValueOnce(new Error('throttled') as never);
  await expect(place()).rejects.toThrow('throttled');
  expect(known.size).toBe(0);
  aisle.tables.mockResolvedValueOnce({ Item: TEA } as never).mockRejectedValueOnce(refusal() as never);
  expect(await place()).toMatchObject({ orderId: 'A-1' });
  expect(aisle.topic).toHaveBeenCalledTimes(2);
});

test('any other failure of the table is thrown, and nothing is published', async () => {
  aisle.tables.mockResolvedValueOnce({ Item: TEA } as never).mockRejectedValueOnce(new Error('throttled') as never);
  await expect(place()).rejects.toThrow('throttled');
  expect(aisle.topic).not.toHaveBeenCalled();
});

test('a product of no partner is refused', async () => {
  aisle.tables.mockResolvedValueOnce({} as never);
  await expect(place()).rejects.toThrow('sku must be a product of a partner');
});

test.each([
  ['no event', null, 'orderId'],
  ['no store', { ...REQUEST, storeId: undefined }, 'storeId must be'],
  ['none', { ...REQUEST, quantity: 0 }, 'quantity must be'],
  ['half a piece', { ...REQUEST, quantity: 0.5 }, 'quantity must be'],
  ['a hundred', { ...REQUEST, quantity: 100 }, 'quantity must be'],
  ['a text as quantity', { ...REQUEST, quantity: '2' }, 'quantity must be'],
])('%s is refused, and nothing is stored', async (_, event, fault) => {
  await expect(place(event)).rejects.toThrow(fault);
  expect(aisle.tables).not.toHaveBeenCalled();
});
