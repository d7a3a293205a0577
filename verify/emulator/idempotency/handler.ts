import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';

interface Booking {
  readonly orderId: string;
  readonly seats: number;
  /** Whether the first invocation ends before it books. */
  readonly crash?: boolean;
}

const table = new DynamoDBClient();

/** Adds to a number, and returns it: done twice, it counts twice. */
async function add(orderId: string, attribute: string): Promise<number> {
  const { Attributes } = await table.send(
    new UpdateItemCommand({
      TableName: process.env.BOOKINGS_TABLE_NAME,
      Key: { orderId: { S: orderId } },
      UpdateExpression: 'ADD #attribute :one',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  return Number(Attributes?.[attribute].N);
}

async function book({ orderId, crash }: Booking, _context: Context): Promise<string> {
  if ((await add(orderId, 'begun')) === 1 && crash) process.exit(1);
  return `booking ${await add(orderId, 'booked')} of ${orderId}`;
}

export const handler = makeIdempotent(book, {
  persistenceStore: new DynamoDBPersistenceLayer({ tableName: process.env.IDEMPOTENCY_TABLE_NAME ?? '' }),
  config: new IdempotencyConfig({
    eventKeyJmesPath: 'orderId',
    payloadValidationJmesPath: 'seats',
    expiresAfterSeconds: Number(process.env.IDEMPOTENCY_EXPIRES_AFTER_SECONDS),
  }),
});
