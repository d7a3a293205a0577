import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Order } from './order';

// Outside of the handler, so that the next invocation reuses the connections.
const table = DynamoDBDocumentClient.from(new DynamoDBClient());
const queue = new SQSClient();

/** What is done for an order. Each step may run twice, so each is stored under its name, and storing it again changes nothing. */
export type Deed = 'stock reserved' | 'payment charged' | 'stock released' | 'payment refunded' | 'shipped';

export async function record({ orderId, lines }: Order, done: Deed, details: Record<string, unknown> = {}): Promise<void> {
  await table.send(new PutCommand({ TableName: process.env.TABLE_NAME, Item: { orderId, done, lines, ...details } }));
}

/** The carrier answers with the id of the callback. */
export async function requestShipment({ orderId, lines }: Order, callbackId: string): Promise<void> {
  const MessageBody = JSON.stringify({ orderId, lines, callbackId });
  await queue.send(new SendMessageCommand({ QueueUrl: process.env.CARRIER_QUEUE_URL, MessageBody }));
}
