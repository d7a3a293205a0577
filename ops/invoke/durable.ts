import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../session';

export interface DurableEnd {
  readonly status: string;
  readonly result?: string;
  readonly error?: string;
}

const RUNNING = ['RUNNING', 'PAUSING', 'PAUSED'];

/** Follows an execution of a durable function until it has ended, or the user interrupts. */
export async function followDurable(session: Session, DurableExecutionArn: string, pollMs = 2000): Promise<DurableEnd> {
  const { GetDurableExecutionCommand } = await import('@aws-sdk/client-lambda');
  const client = await session.clients.lambda();
  for (;;) {
    const { Status = '', Result, Error: error } = await client.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
    const failure = error && [error.ErrorType, error.ErrorMessage].filter(Boolean).join(': ');
    if (!RUNNING.includes(Status) || session.signal.aborted) return { status: Status, result: Result, error: failure };
    await sleep(pollMs, undefined, { signal: session.signal }).catch(() => undefined);
  }
}
