import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { logger, metrics } from '../../handler/observability';

export const CONTEXT = {
  functionName: 'aisle',
  awsRequestId: 'r-1',
  memoryLimitInMB: '256',
  getRemainingTimeInMillis: () => 30_000,
} as Context;
export const TEA = { sku: 'tea', name: 'Tea', price: 450, partner: 'NorthWarehouse', stock: 7 };

/** Tables that hold nothing and a topic that takes everything, unless a test says otherwise; with what was logged and counted. */
export function aisleWithoutAws() {
  process.env.PRODUCTS_TABLE_NAME = 'products';
  process.env.ORDERS_TABLE_NAME = 'orders';
  process.env.TOPIC_ARN = 'arn:aws:sns:us-east-1:111122223333:orders';
  return {
    tables: jest.spyOn(DynamoDBDocumentClient.prototype, 'send').mockResolvedValue({} as never),
    topic: jest.spyOn(SNSClient.prototype, 'send').mockResolvedValue({} as never),
    info: jest.spyOn(logger, 'info').mockImplementation(),
    error: jest.spyOn(logger, 'error').mockImplementation(),
    count: jest.spyOn(metrics, 'addMetric').mockImplementation(),
    publish: jest.spyOn(metrics, 'publishStoredMetrics').mockImplementation(),
  };
}

export type AisleWithoutAws = ReturnType<typeof aisleWithoutAws>;

export const inputsOf = (send: jest.SpyInstance): Record<string, unknown>[] => send.mock.calls.map(([{ input }]) => input);

/** What DynamoDB answers when a condition does not hold, with the item as it is. */
export const refusal = (Item?: object): Error =>
  Object.assign(new Error('The conditional request failed'), { name: 'ConditionalCheckFailedException', Item });
