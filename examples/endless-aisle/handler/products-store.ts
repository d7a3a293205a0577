import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { tracer } from './observability';
import type { Product } from './product';

// Outside of the handlers, so that the next event reuses the connection.
const table = DynamoDBDocumentClient.from(tracer.captureAWSv3Client(new DynamoDBClient()));

export async function productOf(sku: string): Promise<Product | undefined> {
  const { Item } = await table.send(new GetCommand({ TableName: process.env.PRODUCTS_TABLE_NAME, Key: { sku } }));
  return Item as Product | undefined;
}

/** Stores how many there are, and returns whether that was news: of a product that exists, and later than what is stored. */
export async function storeStock(sku: string, stock: number, at: string): Promise<boolean> {
  try {
    await table.send(
      new UpdateCommand({
        TableName: process.env.PRODUCTS_TABLE_NAME,
        Key: { sku },
        UpdateExpression: 'SET stock = :stock, stockAt = :at',
        ConditionExpression: 'attribute_exists(sku) AND (attribute_not_exists(stockAt) OR stockAt < :at)',
        ExpressionAttributeValues: { ':stock': stock, ':at': at },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
