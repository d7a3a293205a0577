import { inspect } from 'node:util';
import type { KinesisStreamEvent } from 'aws-lambda';
import { handler } from '../../handler/inventory';
import { type AisleWithoutAws, aisleWithoutAws, CONTEXT, inputsOf, refusal } from './aisle';

let aisle: AisleWithoutAws;
beforeEach(() => {
  aisle = aisleWithoutAws();
});
afterEach(() => jest.restoreAllMocks());

const TEA = { kind: 'stock', sku: 'tea', stock: 7, at: '2026-01-31T12:00:00.000Z' };
const handle = (...reports: unknown[]) => {
  const Records = reports.map((report, index) => {
    const text = typeof report === 'string' ? report : JSON.stringify(report);
    return { eventID: `e-${index + 1}`, kinesis: { sequenceNumber: String(index + 1), data: Buffer.from(text).toString('base64') } };
  });
  return handler({ Records } as KinesisStreamEvent, CONTEXT);
};

test('stores the stock of a product that exists, if it was counted later than what is stored', async () => {
  expect(await handle(TEA)).toEqual({ batchItemFailures: [] });
  expect(inputsOf(aisle.tables)).toEqual([
    expect.objectContaining({
      Key: { sku: 'tea' },
      ConditionExpression: 'attribute_exists(sku) AND (attribute_not_exists(stockAt) OR stockAt < :at)',
      ExpressionAttributeValues: { ':stock': 7, ':at': TEA.at },
    }),
  ]);
  expect(aisle.count).toHaveBeenCalledWith('StockStored', 'Count', 1);
});

test('a report that is late, or of an unknown product, is not a failure', async () => {
  aisle.tables.mockRejectedValueOnce(refusal() as never);
  expect(await handle(TEA)).toEqual({ batchItemFailures: [] });
  expect(aisle.count).toHaveBeenCalledWith('StockIgnored', 'Count', 1);
});

test('reports the record that failed by its sequence number, at which Lambda continues', async () => {
  aisle.tables.mockResolvedValueOnce({} as never).mockRejectedValueOnce(new Error('throttled') as never);
  expect(await handle(TEA, TEA, TEA)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
});

test.each([
  ['no JSON', 'tell no one', 'must be a JSON object'],
  ['a stock below zero', { ...TEA, stock: -1 }, 'stock must be'],
  ['half a piece', { ...TEA, stock: 0.5 }, 'stock must be'],
  ['a time without milliseconds, which cannot be compared', { ...TEA, at: '2026-01-31T12:00:00Z' }, 'at must be'],
])('%s is reported, without its content', async (_, report, fault) => {
  expect(await handle(TEA, report)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(aisle.error).toHaveBeenCalledWith('stock not stored', {
    error: expect.objectContaining({ message: expect.stringContaining(fault) }),
    eventId: 'e-2',
  });
  expect(inspect(aisle.error.mock.calls, { depth: null })).not.toContain('tell no one');
});
