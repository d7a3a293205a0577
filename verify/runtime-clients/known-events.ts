interface Call {
  readonly TableName?: string;
  readonly Item?: any;
  readonly Key?: any;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/** What DynamoDB answers: a status of HTTP, and a body. */
export interface DynamoDbAnswer {
  readonly status: number;
  readonly body: object;
}

/**
 * The table in which Powertools keeps the events that were worked on, as far as it uses one: an item that is there, and whose
 * invocation may still run, is not written again.
 */
export class KnownEvents {
  public readonly items = new Map<string, any>();

  /** The answer to a call, where it is about this table. */
  public answer(target: string | undefined, call: Call): DynamoDbAnswer | undefined {
    if (!call.TableName?.includes('Idempotency')) return undefined;
    const id = String((call.Item ?? call.Key)?.id?.S);
    const known = this.items.get(id);
    if (target?.endsWith('.GetItem')) return { status: 200, body: known ? { Item: known } : {} };
    if (target?.endsWith('.DeleteItem')) this.items.delete(id);
    if (target?.endsWith('.UpdateItem')) {
      const { UpdateExpression = '', ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = call;
      for (const [, name, value] of UpdateExpression.matchAll(/(#\w+) ?= ?(:\w+)/g))
        known[ExpressionAttributeNames[name]] = ExpressionAttributeValues[value];
    }
    if (target?.endsWith('.PutItem')) {
      if (known?.status.S === 'COMPLETED' || Number(known?.in_progress_expiration?.N ?? 0) > Date.now()) {
        const __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
        return { status: 400, body: { __type, message: 'The conditional request failed', Item: known } };
      }
      this.items.set(id, call.Item);
    }
    return { status: 200, body: {} };
  }
}
