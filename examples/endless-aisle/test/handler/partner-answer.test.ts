import type { EventBridgeEvent } from 'aws-lambda';
import { eventsWithoutAws } from '../../../orders/test/handler/events';
import { type Answer, handler } from '../../handler/partner-answer';
import { type AisleWithoutAws, aisleWithoutAws, CONTEXT, inputsOf, refusal } from './aisle';

let aisle: AisleWithoutAws;
beforeEach(() => {
  aisle = aisleWithoutAws();
  eventsWithoutAws();
});
afterEach(() => jest.restoreAllMocks());

const ACCEPTED = { answerId: 'N-1', orderId: 'A-1', status: 'ACCEPTED' };
const answer = (detail: unknown = ACCEPTED, source = 'NorthWarehouse') =>
  handler({ id: 'e-1', source, detail } as EventBridgeEvent<'OrderAnswered', Answer>, CONTEXT);

test('stores the status, if the order is one of the partner and has an earlier status', async () => {
  await answer();
  expect(inputsOf(aisle.tables)).toEqual([
    expect.objectContaining({
      TableName: 'orders',
      Key: { orderId: 'A-1' },
      ConditionExpression: 'partner = :partner AND #rank < :rank',
      ExpressionAttributeValues: { ':status': 'ACCEPTED', ':rank': 1, ':partner': 'NorthWarehouse' },
    }),
  ]);
  expect(aisle.count).toHaveBeenCalledWith('AnswersStored', 'Count', 1);
});

test('an answer that is sent twice is stored once', async () => {
  await answer();
  await answer();
  expect(aisle.tables).toHaveBeenCalledTimes(1);
});

test('partners number their answers each for itself', async () => {
  await answer();
  await answer(ACCEPTED, 'SouthWarehouse');
  expect(aisle.tables).toHaveBeenCalledTimes(2);
});

test('an answer with a known number and other content is refused', async () => {
  await answer();
  await expect(answer({ ...ACCEPTED, status: 'SHIPPED' })).rejects.toMatchObject({ name: 'IdempotencyValidationError' });
});

test('an answer that is late is not a failure', async () => {
  aisle.tables.mockRejectedValueOnce(refusal({ partner: { S: 'NorthWarehouse' } }) as never);
  await answer();
  expect(aisle.count).toHaveBeenCalledWith('AnswersLate', 'Count', 1);
});

test.each([
  ['an unknown order', undefined],
  ['an order of another partner', { partner: { S: 'SouthWarehouse' } }],
])('an answer to %s fails, so that somebody looks at it', async (_, item) => {
  aisle.tables.mockRejectedValueOnce(refusal(item) as never);
  await expect(answer()).rejects.toThrow('orderId must be an order of this partner');
});

test('an answer that failed is worked on again', async () => {
  aisle.tables.mockRejectedValueOnce(new Error('throttled') as never);
  await expect(answer()).rejects.toThrow('throttled');
  await answer();
  expect(aisle.count).toHaveBeenCalledWith('AnswersStored', 'Count', 1);
});

test.each([
  ['no status', { ...ACCEPTED, status: undefined }, 'status must be'],
  ['the first status', { ...ACCEPTED, status: 'PLACED' }, 'status must be'],
  ['the name of a method', { ...ACCEPTED, status: 'toString' }, 'status must be'],
  ['no order', { ...ACCEPTED, orderId: '' }, 'orderId must be'],
])('an answer with %s is refused, and nothing is written', async (_, detail, fault) => {
  await expect(answer(detail)).rejects.toThrow(fault);
  expect(aisle.tables).not.toHaveBeenCalled();
});
