import type { JSONValue } from '@aws-lambda-powertools/commons/types';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { Context } from 'aws-lambda';

const checkpoints = new DynamoDBPersistenceLayer({ tableName: process.env.IDEMPOTENCY_TABLE_NAME ?? '' });

const config = new IdempotencyConfig({
  expiresAfterSeconds: Number(process.env.IDEMPOTENCY_EXPIRES_AFTER_SECONDS ?? 86_400),
});

interface Checkpoint {
  /** What identifies the execution in each of its attempts, such as the number of an order. */
  readonly execution: string;
  readonly step: string;
}

/** Runs a step, or returns the result that an earlier attempt has stored. */
export type Step = <T extends JSONValue>(step: string, work: () => Promise<T>) => Promise<T>;

/**
 * The steps of an execution. The result of a step is its checkpoint: it must be JSON, and small, since DynamoDB stores 400 KB
 * in an item. A step that fails leaves none, and runs again with the next attempt. So does a step that crashed, once the time
 * of its invocation is over: do in one step what can be repeated, or pass the key of the step on to who does it.
 */
export function stepsOf(execution: string, context: Context): Step {
  // With the context, a crashed step is free again when the invocation would have ended; without it, after the whole expiry.
  config.registerLambdaContext(context);
  return <T extends JSONValue>(step: string, work: () => Promise<T>): Promise<T> => {
    const once = makeIdempotent((_: Checkpoint) => work(), { persistenceStore: checkpoints, config });
    return once({ execution, step }) as Promise<T>;
  };
}
