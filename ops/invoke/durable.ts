import { setTimeout as sleep } from 'node:timers/promises';
import type { DurableConfig } from '@aws-sdk/client-lambda';
import { LAMBDA_DEFAULTS } from '../../lib/core/aws/lambda-limits';
import { LONGEST_WAIT } from '../../lib/service-limits/durable';
import { refuse } from '../refusal';
import type { Session } from '../session';

export interface DurableEnd {
  readonly status: string;
  readonly result?: string;
  readonly error?: string;
}

/** What an execution is in that has not ended. */
const GOING_ON = ['RUNNING', 'PAUSING', 'PAUSED'];
const [FIRST_POLL, LONGEST_POLL] = [500, 5000];

/** Whether it has not ended, or has ended well. */
export const isGoodEnd = ({ status }: DurableEnd): boolean => status === 'SUCCEEDED' || GOING_ON.includes(status);

/** Follows an execution of a durable function until it has ended, or the user interrupts. */
export async function followDurable(session: Session, DurableExecutionArn: string): Promise<DurableEnd> {
  const { GetDurableExecutionCommand } = await import('@aws-sdk/client-lambda');
  const client = await session.clients.lambda();
  for (let pollMs = FIRST_POLL; ; pollMs = Math.min(LONGEST_POLL, pollMs * 1.5)) {
    const { Status = '', Result, Error: error } = await client.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
    const failure = error && [error.ErrorType, error.ErrorMessage].filter(Boolean).join(': ');
    if (!GOING_ON.includes(Status) || session.signal.aborted) return { status: Status, result: Result, error: failure };
    await sleep(pollMs, undefined, { signal: session.signal }).catch(() => undefined);
  }
}

/** Lambda refuses to invoke a durable function by its bare name. */
export const refuseUnqualified = (name: string): never =>
  refuse(`the durable function '${name}' must be invoked by an alias or a version, got none; set '--qualifier'`);

/** For how long an answer may take: that of a durable function comes when its execution has ended, after several runs and waits. */
export const answerSeconds = ({
  Timeout = LAMBDA_DEFAULTS.timeout,
  DurableConfig,
}: {
  Timeout?: number;
  DurableConfig?: DurableConfig;
}): number =>
  DurableConfig === undefined ? Timeout : Math.max(Timeout, Math.min(LONGEST_WAIT, DurableConfig.ExecutionTimeout ?? LONGEST_WAIT));
