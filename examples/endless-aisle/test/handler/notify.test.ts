import type { DynamoDBStreamEvent } from 'aws-lambda';
import { handler } from '../../handler/notify';
import { type AisleWithoutAws, aisleWithoutAws, CONTEXT, inputsOf } from './aisle';

let aisle: AisleWithoutAws;
beforeEach(() => {
  aisle = aisleWithoutAws();
});
afterEach(() => jest.restoreAllMocks());

const image = (status: string) => ({ orderId: { S: 'A-1' }, storeId: { S: 'S-9' }, status: { S: status } });
const change = (OldImage: object, NewImage: object, SequenceNumber = '1') => ({
  eventID: `e-${SequenceNumber}`,
  eventName: 'MODIFY',
  dynamodb: { SequenceNumber, OldImage, NewImage },
});
const handle = (...Records: object[]) => handler({ Records } as DynamoDBStreamEvent, CONTEXT);

test('publishes a change of the status, for the store', async () => {
  expect(await handle(change(image('PLACED'), image('SHIPPED')))).toEqual({ batchItemFailures: [] });
  expect(inputsOf(aisle.topic)).toEqual([
    {
      TopicArn: process.env.TOPIC_ARN,
      Message: '{"orderId":"A-1","status":"SHIPPED"}',
      MessageAttributes: { storeId: { DataType: 'String', StringValue: 'S-9' } },
    },
  ]);
});

test('another change is nothing to notify of', async () => {
  expect(await handle(change(image('PLACED'), { ...image('PLACED'), note: { S: 'new' } }))).toEqual({ batchItemFailures: [] });
  expect(aisle.topic).not.toHaveBeenCalled();
});

test('reports the record that failed, at which Lambda continues', async () => {
  aisle.topic.mockResolvedValueOnce({} as never).mockRejectedValueOnce(new Error('throttled') as never);
  const shipped = (number: string) => change(image('PLACED'), image('SHIPPED'), number);
  expect(await handle(shipped('1'), shipped('2'), shipped('3'))).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
});

test('a change without a store is reported', async () => {
  const { storeId: _, ...withoutStore } = image('SHIPPED');
  await expect(handle(change(image('PLACED'), withoutStore))).rejects.toThrow('All records failed');
  expect(aisle.topic).not.toHaveBeenCalled();
});
