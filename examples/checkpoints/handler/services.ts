import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const table = DynamoDBDocumentClient.from(new DynamoDBClient());

/** What stands for calls of other services: each counts how often it was called for an order. */
async function count(orderId: string, what: string): Promise<number> {
  const { Attributes } = await table.send(
    new UpdateCommand({
      TableName: process.env.SHIPMENTS_TABLE_NAME,
      Key: { orderId },
      UpdateExpression: 'ADD #what :one',
      ExpressionAttributeNames: { '#what': what },
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Number(Attributes?.[what]);
}

export async function reserve(orderId: string, quantity: number): Promise<string> {
  return `${quantity} of ${orderId}, reservation ${await count(orderId, 'reserved')}`;
}

/** Fails for an order that the tests have crash or fail. */
export async function charge(orderId: string, reservation: string): Promise<string> {
  const attempt = await count(orderId, 'attempts');
  if (attempt === 1 && orderId.startsWith('crash')) process.exit(1);
  if (attempt === 1 && orderId.startsWith('fail')) throw new Error('the payment provider does not answer');
  return `${reservation}, payment ${await count(orderId, 'charged')}`;
}

export async function ship(orderId: string, payment: string): Promise<string> {
  return `${payment}, shipment ${await count(orderId, 'shipped')}`;
}
