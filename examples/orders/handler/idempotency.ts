import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';

// The stack sets both variables.
export const knownEvents = new DynamoDBPersistenceLayer({ tableName: process.env.IDEMPOTENCY_TABLE_NAME ?? '' });

/** The number of an order is its key. An order with a known number and other content is refused. */
export const oncePerOrder = new IdempotencyConfig({
  eventKeyJmesPath: 'detail.orderId',
  payloadValidationJmesPath: 'detail',
  expiresAfterSeconds: Number(process.env.IDEMPOTENCY_EXPIRES_AFTER_SECONDS ?? 86_400),
});
