import { DynamoDBDocumentClient, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { logger, metrics } from '../../handler/observability';

export const CONTEXT = {
  functionName: 'orders',
  awsRequestId: 'r-1',
  memoryLimitInMB: '256',
  getRemainingTimeInMillis: () => 30_000,
} as Context;
export const ORDER = { orderId: 'A-1', customerId: 'C-7', lines: [{ sku: 'tea', quantity: 2 }] };

/** A table that takes every item, unless a test says otherwise; with what was logged and counted. */
export function tableWithoutAws() {
  process.env.TABLE_NAME = 'orders';
  process.env.CUSTOMER_ORDERS_TABLE_NAME = 'customer-orders';
  return {
    send: jest.spyOn(DynamoDBDocumentClient.prototype, 'send').mockResolvedValue({} as never),
    info: jest.spyOn(logger, 'info').mockImplementation(),
    error: jest.spyOn(logger, 'error').mockImplementation(),
    count: jest.spyOn(metrics, 'addMetric').mockImplementation(),
    publish: jest.spyOn(metrics, 'publishStoredMetrics').mockImplementation(),
  };
}

export type TableWithoutAws = ReturnType<typeof tableWithoutAws>;

export const inputsOf = ({ send }: TableWithoutAws): PutCommandInput[] => send.mock.calls.map(([{ input }]) => input as PutCommandInput);

export const repeated = (): Error =>
  Object.assign(new Error('The conditional request failed'), { name: 'ConditionalCheckFailedException' });
