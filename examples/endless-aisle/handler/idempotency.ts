import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';

// The stack sets both variables.
export const knownEvents = new DynamoDBPersistenceLayer({ tableName: process.env.IDEMPOTENCY_TABLE_NAME ?? '' });
const expiresAfterSeconds = Number(process.env.IDEMPOTENCY_EXPIRES_AFTER_SECONDS ?? 86_400);

/** The number of an order is its key. An order with a known number and other content is refused. */
export const oncePerOrder = new IdempotencyConfig({ eventKeyJmesPath: 'orderId', payloadValidationJmesPath: '@', expiresAfterSeconds });

/** The partner numbers its answers, and sends an answer again until it is sure that it was received. */
export const oncePerAnswer = new IdempotencyConfig({
  eventKeyJmesPath: '[source, detail.answerId]',
  payloadValidationJmesPath: 'detail',
  expiresAfterSeconds,
});
