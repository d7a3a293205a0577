import { isAccessDenied, isNotConnected, isThrottled, reasonOf, statusOf } from '../aws/errors';
import { jsonIn } from '../failures/json-text';
import type { Session } from '../session';
import type { Destination } from './destinations';

/** How an attempt to send an event ended. */
export type Outcome =
  | { readonly status: 'succeeded' }
  | { readonly status: 'failed'; readonly error: string }
  /** The function has not run. With `stops`, it would not for the events after it either. */
  | { readonly status: 'not sent'; readonly error: string; readonly stops: boolean }
  /** Nobody knows whether the function has run. */
  | { readonly status: 'unknown'; readonly error: string };

export interface Sending {
  readonly payload: string;
  readonly isAsync: boolean;
  readonly executionName?: string;
  /** Whether the answer may name records that failed. */
  readonly isBatch: boolean;
}

/** Invokes the function once. It does not try again: after a lost answer the function may have run. */
export async function send(session: Session, to: Destination, { payload, isAsync, executionName, isBatch }: Sending): Promise<Outcome> {
  const { InvokeCommand } = await import('@aws-sdk/client-lambda');
  const client = await session.clients.invoker(to.timeoutSeconds);
  try {
    const answer = await client.send(
      new InvokeCommand({
        FunctionName: to.name,
        Qualifier: to.qualifier,
        InvocationType: isAsync ? 'Event' : 'RequestResponse',
        DurableExecutionName: executionName,
        Payload: Buffer.from(payload),
      }),
    );
    const text = answer.Payload?.transformToString() ?? '';
    if (answer.FunctionError) return { status: 'failed', error: errorIn(text) ?? answer.FunctionError };
    const failures = isBatch && !isAsync ? failedRecordsIn(text) : 0;
    return failures > 0
      ? { status: 'failed', error: `the function reports ${failures} failed records of the batch` }
      : { status: 'succeeded' };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): Outcome {
  const reason = reasonOf(error);
  if (isThrottled(error) || isAccessDenied(error) || isNotConnected(error) || (error as Error).name === 'CredentialsProviderError')
    return { status: 'not sent', error: reason, stops: true };
  const status = statusOf(error);
  if (status !== undefined && status >= 400 && status < 500) return { status: 'not sent', error: reason, stops: false };
  return { status: 'unknown', error: reason };
}

function errorIn(payload: string): string | undefined {
  const { errorType, errorMessage } = (jsonIn(payload) ?? {}) as Record<string, unknown>;
  const parts = [errorType, errorMessage].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? undefined : parts.join(': ');
}

/** A function that reports failures of a batch succeeds as a whole. */
function failedRecordsIn(payload: string): number {
  const { batchItemFailures } = (jsonIn(payload) ?? {}) as Record<string, unknown>;
  return Array.isArray(batchItemFailures) ? batchItemFailures.length : 0;
}
