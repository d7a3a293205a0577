import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { tracer } from './observability';
import type { Order } from './order';

const table = DynamoDBDocumentClient.from(tracer.captureAWSv3Client(new DynamoDBClient()));

/** Stores a new order. One that exists is left as it is. */
export async function storeOrder(order: Order): Promise<void> {
  await unlessRefused(
    new PutCommand({
      TableName: process.env.ORDERS_TABLE_NAME,
      Item: { ...order, status: 'PLACED', rank: RANKS.PLACED },
      ConditionExpression: 'attribute_not_exists(orderId)',
    }),
  );
}

/** The statuses in their order: an answer that is late moves no order back. */
export const RANKS = { PLACED: 0, ACCEPTED: 1, SHIPPED: 2, REFUSED: 2 } as const;
export type Status = keyof typeof RANKS;

/** Stores the status of an order. Returns `stale` where the order has that status, or a later one. */
export async function storeStatus(orderId: string, partner: string, status: Status): Promise<'stored' | 'stale' | 'unknown'> {
  const refusal = await unlessRefused(
    new UpdateCommand({
      TableName: process.env.ORDERS_TABLE_NAME,
      Key: { orderId },
      UpdateExpression: 'SET #status = :status, #rank = :rank',
      ConditionExpression: 'partner = :partner AND #rank < :rank',
      ExpressionAttributeNames: { '#status': 'status', '#rank': 'rank' },
      ExpressionAttributeValues: { ':status': status, ':rank': RANKS[status], ':partner': partner },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  if (!refusal) return 'stored';
  // An order of another partner is as unknown as one that does not exist.
  return refusal.Item?.partner?.S === partner ? 'stale' : 'unknown';
}

type Refusal = Error & { Item?: Record<string, { S?: string }> };

async function unlessRefused(command: PutCommand | UpdateCommand): Promise<Refusal | undefined> {
  try {
    await table.send(command as PutCommand);
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return error;
    throw error;
  }
}
