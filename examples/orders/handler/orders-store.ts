import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { tracer } from './observability';
import type { Order } from './order';

// Outside of the handler, so that the next event reuses the connection.
const table = DynamoDBDocumentClient.from(tracer.captureAWSv3Client(new DynamoDBClient()));

/** Stores an order, and returns whether it is new. */
export async function keep(order: Order): Promise<boolean> {
  try {
    await table.send(
      new PutCommand({
        TableName: process.env.TABLE_NAME,
        Item: { ...order, keptAt: new Date().toISOString() },
        ConditionExpression: 'attribute_not_exists(orderId)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** Adds the order to the index of its customer. Idempotent. */
export async function keepForCustomer(customerId: string, orderId: string): Promise<void> {
  await table.send(new PutCommand({ TableName: process.env.CUSTOMER_ORDERS_TABLE_NAME, Item: { customerId, orderId } }));
}
