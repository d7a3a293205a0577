import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { handler } from '../../handler/order-stream';
import { CONTEXT, inputsOf, type TableWithoutAws, tableWithoutAws } from './table';

let table: TableWithoutAws;
beforeEach(() => {
  table = tableWithoutAws();
});
afterEach(() => jest.restoreAllMocks());

const record = (
  SequenceNumber: string,
  NewImage?: Record<string, { S: string }>,
  eventName: DynamoDBRecord['eventName'] = 'INSERT',
): DynamoDBRecord => ({ eventID: `e-${SequenceNumber}`, eventName, dynamodb: { SequenceNumber, NewImage } });
const kept = (orderId: string) => ({ orderId: { S: orderId }, customerId: { S: 'C-7' } });

const handle = (...Records: DynamoDBRecord[]) => handler({ Records } as DynamoDBStreamEvent, CONTEXT);

test('stores each new order for its customer', async () => {
  expect(await handle(record('1', kept('A-1')), record('2', kept('A-2')))).toEqual({ batchItemFailures: [] });

  expect(inputsOf(table)).toEqual([
    { TableName: 'customer-orders', Item: { customerId: 'C-7', orderId: 'A-1' } },
    { TableName: 'customer-orders', Item: { customerId: 'C-7', orderId: 'A-2' } },
  ]);
});

test.each(['MODIFY', 'REMOVE'] as const)('passes over %s', async (eventName) => {
  expect(await handle(record('1', kept('A-1'), eventName))).toEqual({ batchItemFailures: [] });
  expect(table.send).not.toHaveBeenCalled();
});

test('reports the record that failed by its sequence number, at which Lambda continues', async () => {
  table.send.mockResolvedValueOnce({} as never).mockRejectedValueOnce(new Error('throttled') as never);

  expect(await handle(record('1', kept('A-1')), record('2', kept('A-2')), record('3', kept('A-3')))).toEqual({
    batchItemFailures: [{ itemIdentifier: '2' }],
  });
});

test.each([
  ['without an image', undefined],
  ['without a customer', { orderId: { S: 'A-1' } }],
])('a record %s is reported', async (_, image) => {
  expect(await handle(record('1', kept('A-0')), record('2', image as never))).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(table.error).toHaveBeenCalledWith('order not kept for its customer', {
    error: expect.objectContaining({ name: 'InvalidOrder' }),
    eventId: 'e-2',
  });
});

test('a batch that failed as a whole is an error of the function', async () => {
  await expect(handle(record('1'))).rejects.toThrow('All records failed processing');
});
