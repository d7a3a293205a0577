import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '../aws/errors';
import type { Session } from '../session';

export interface Moved {
  readonly moved: number;
  readonly total?: number;
  readonly status: string;
  readonly error?: string;
}

/** Lets SQS move the messages of a redrive queue back to the queue that they came from. */
export async function moveBack(session: Session, SourceArn: string, rate: number | undefined, pollMs = 1000): Promise<Moved> {
  const { CancelMessageMoveTaskCommand, ListMessageMoveTasksCommand, StartMessageMoveTaskCommand } = await import('@aws-sdk/client-sqs');
  const client = await session.clients.sqs();
  try {
    const perSecond = rate === undefined ? undefined : Math.min(500, Math.max(1, Math.round(rate)));
    const { TaskHandle } = await client.send(new StartMessageMoveTaskCommand({ SourceArn, MaxNumberOfMessagesPerSecond: perSecond }));
    for (;;) {
      const { Results = [] } = await client.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }));
      const [
        { Status = 'RUNNING', ApproximateNumberOfMessagesMoved: moved = 0, ApproximateNumberOfMessagesToMove: total, FailureReason } = {},
      ] = Results;
      if (session.signal.aborted && Status === 'RUNNING') {
        await client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
        return { moved, total, status: 'CANCELLED' };
      }
      if (Status !== 'RUNNING' && Status !== 'CANCELLING') return { moved, total, status: Status, error: FailureReason };
      await sleep(pollMs, undefined, { signal: session.signal }).catch(() => undefined);
    }
  } catch (error) {
    return { moved: 0, status: 'REFUSED', error: reasonOf(error) };
  }
}
