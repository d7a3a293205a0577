import type { Session } from '../session';
import { KnownReceives } from './known-receives';
import type { LocalCopy } from './local-copy';
import { FailureQueue, type Received } from './queue';
import type { Stored } from './stored';

export interface QueueLook {
  readonly read: number;
  readonly visible: number;
  readonly inFlight: number;
  readonly retentionMs: number;
  /** Whether all that could be received was read. */
  readonly isComplete: boolean;
  /** Messages that could not be given back: they return when their time is over. */
  readonly notGivenBack: number;
}

/** For how long a look hides what it reads: until it has read everything. */
const HIDDEN_SECONDS = 300;
const RECEIVERS = 8;
/** Receives without a message, one after the other, after which a receiver ends. */
const EMPTY_RECEIVES = 2;

/**
 * Receives each message once, hands it over, and gives all back. SQS can't be read in another way.
 */
export async function lookIntoQueue(
  session: Session,
  arn: string,
  copy: LocalCopy | undefined,
  visit: (stored: Stored) => void,
): Promise<QueueLook> {
  const queue = await FailureQueue.open(session, arn);
  const state = await queue.state();
  const receipts = new Map<string, string>();
  const limit = Date.now() + (HIDDEN_SECONDS - 60) * 1000;
  const receives = new KnownReceives(session.folder, arn);
  const writer = copy?.write();
  const progress = await session.out.progress('Reading', state.visible);
  const isOver = (): boolean => session.signal.aborted || Date.now() > limit;

  const take = async (message: Received): Promise<void> => {
    const isNew = !receipts.has(message.id);
    receipts.set(message.id, message.receipt);
    receives.note(message.id, message.receives);
    if (!isNew) return;
    visit(message);
    progress.advance();
    await writer?.add(message);
  };
  const receiver = async (): Promise<void> => {
    for (let empty = 0; empty < EMPTY_RECEIVES && !isOver(); ) {
      const messages = await queue.receive(10, HIDDEN_SECONDS);
      const known = receipts.size;
      for (const message of messages) await take(message);
      empty = receipts.size > known ? 0 : empty + 1;
    }
  };
  let notGivenBack = 0;
  try {
    const receivers = Math.min(RECEIVERS, Math.max(1, Math.ceil(state.visible / 20)));
    const ended = await Promise.allSettled(Array.from({ length: receivers }, receiver));
    const failed = ended.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  } catch (error) {
    writer?.abandon();
    throw error;
  } finally {
    progress.stop();
    notGivenBack = await queue.giveBack([...receipts.values()]);
  }
  const isComplete = !isOver();
  receives.save(isComplete);
  if (isComplete) await writer?.finish();
  else writer?.abandon();
  return {
    read: receipts.size,
    visible: state.visible,
    inFlight: state.inFlight,
    retentionMs: state.retentionMs,
    isComplete,
    notGivenBack,
  };
}
