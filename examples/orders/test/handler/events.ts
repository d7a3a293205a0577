import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Item = Record<string, { S?: string; N?: string; M?: unknown }>;

interface Command {
  readonly input: {
    readonly Item?: Item;
    readonly Key?: Item;
    readonly ExpressionAttributeNames?: Record<string, string>;
    readonly ExpressionAttributeValues?: Item;
    readonly UpdateExpression?: string;
  };
  readonly constructor: { readonly name: string };
}

/** The table of known events, as far as Powertools uses it: what a call writes is there for the next. */
export function eventsWithoutAws(): Map<string, Item> {
  const known = new Map<string, Item>();
  const answer = async ({ constructor: { name }, input }: Command) => {
    const id = String((input.Item ?? input.Key)?.id.S);
    if (name === 'PutItemCommand') {
      const before = known.get(id);
      if (before && (before.status.S === 'COMPLETED' || Number(before.in_progress_expiration?.N) >= Date.now())) {
        throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {}, Item: before as never });
      }
      known.set(id, input.Item as Item);
    } else if (name === 'UpdateItemCommand') {
      for (const [, attribute, value] of String(input.UpdateExpression).matchAll(/(#\w+) = (:\w+)/g)) {
        (known.get(id) as Item)[String(input.ExpressionAttributeNames?.[attribute])] = input.ExpressionAttributeValues?.[value] as never;
      }
    } else if (name === 'DeleteItemCommand') known.delete(id);
    return {};
  };
  jest.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(answer as never);
  return known;
}
