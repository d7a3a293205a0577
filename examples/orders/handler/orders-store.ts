import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { tracer } from './observability';
import type { Order } from './order';

// Outside the handler: the next event finds the connection open.
const table = DynamoDBDocumentClient.from(tracer.captureAWSv3Client(new DynamoDBClient()));

/** Keeps an order, and tells whether it is new. */
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

/** Makes the order findable by its customer. The same a second time changes nothing. */
export async function keepForCustomer(customerId: string, orderId: string): Promise<void> {
  await table.send(new PutCommand({ TableName: process.env.CUSTOMER_ORDERS_TABLE_NAME, Item: { customerId, orderId } }));
}
