import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '../aws/errors';
import type { Session } from '../session';

export interface Moved {
  readonly moved: number;
  readonly total?: number;
  /** That of SQS; `REFUSED` where no task was started, `UNKNOWN` where its end is not known. */
  readonly status: string;
  readonly error?: string;
}

const LARGEST_RATE = 500;

/** Lets SQS move the messages of a redrive queue back to the queue that they came from. */
export async function moveBack(session: Session, SourceArn: string, rate: number | undefined, pollMs = 1000): Promise<Moved> {
  const { StartMessageMoveTaskCommand } = await import('@aws-sdk/client-sqs');
  const client = await session.clients.sqs();
  const perSecond = rate === undefined ? undefined : Math.min(LARGEST_RATE, rate);
  try {
    const earlier = await newestTask(session, SourceArn);
    const { TaskHandle } = await client.send(new StartMessageMoveTaskCommand({ SourceArn, MaxNumberOfMessagesPerSecond: perSecond }));
    return await follow(session, { SourceArn, TaskHandle, earlier: earlier?.StartedTimestamp }, pollMs);
  } catch (error) {
    return { moved: 0, status: 'REFUSED', error: reasonOf(error) };
  }
}

interface Task {
  readonly SourceArn: string;
  readonly TaskHandle?: string;
  /** When the task before it was started: SQS may list that one for a moment still. */
  readonly earlier?: number;
}

async function follow(session: Session, { SourceArn, TaskHandle, earlier }: Task, pollMs: number): Promise<Moved> {
  const { CancelMessageMoveTaskCommand } = await import('@aws-sdk/client-sqs');
  const client = await session.clients.sqs();
  let known: Moved = { moved: 0, status: 'RUNNING' };
  try {
    for (;;) {
      const task = await newestTask(session, SourceArn);
      if (task && task.StartedTimestamp !== earlier) known = shown(task);
      if (session.signal.aborted && known.status === 'RUNNING') {
        const { ApproximateNumberOfMessagesMoved: moved = known.moved } = await client.send(
          new CancelMessageMoveTaskCommand({ TaskHandle }),
        );
        return { ...known, moved, status: 'CANCELLED' };
      }
      if (known.status !== 'RUNNING' && known.status !== 'CANCELLING') return known;
      await sleep(pollMs, undefined, { signal: session.signal }).catch(() => undefined);
    }
  } catch (error) {
    return { ...known, status: 'UNKNOWN', error: `SQS goes on moving, but its task can't be followed: ${reasonOf(error)}` };
  }
}

async function newestTask(session: Session, SourceArn: string) {
  const { ListMessageMoveTasksCommand } = await import('@aws-sdk/client-sqs');
  const { Results = [] } = await (await session.clients.sqs()).send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }));
  return Results.at(0);
}

const shown = ({
  Status = 'RUNNING',
  ApproximateNumberOfMessagesMoved: moved = 0,
  ApproximateNumberOfMessagesToMove: total,
  FailureReason: error,
}: NonNullable<Awaited<ReturnType<typeof newestTask>>>): Moved => ({ moved, total, status: Status, error });
