import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { tracer } from './observability';
import type { Todo } from './todo';

// Outside of the handlers, so that the next event reuses the connection.
const table = DynamoDBDocumentClient.from(tracer.captureAWSv3Client(new DynamoDBClient()));

/** The first hundred, the oldest first. */
export async function todosOf(owner: string): Promise<Todo[]> {
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName: process.env.TABLE_NAME,
      KeyConditionExpression: '#owner = :owner',
      ProjectionExpression: 'todoId, #text',
      ExpressionAttributeNames: { '#owner': 'owner', '#text': 'text' },
      ExpressionAttributeValues: { ':owner': owner },
      Limit: 100,
    }),
  );
  return Items as Todo[];
}

export async function add(owner: string, todo: Todo): Promise<void> {
  await table.send(new PutCommand({ TableName: process.env.TABLE_NAME, Item: { owner, ...todo } }));
}

/** Of one that does not exist, or that another owns, nothing is removed. */
export async function remove(owner: string, todoId: string): Promise<void> {
  await table.send(new DeleteCommand({ TableName: process.env.TABLE_NAME, Key: { owner, todoId } }));
}
