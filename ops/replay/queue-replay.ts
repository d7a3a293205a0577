import { QUEUE_LIMITS } from '../../lib/service-limits/queue-times';
import { FailureQueue, type Received } from '../failures/queue';
import type { Session } from '../session';
import type { Replayer, ReplaySettings } from './replayer';

export interface QueueWork {
  readonly session: Session;
  readonly arn: string;
  readonly replayer: Replayer;
  readonly settings: ReplaySettings;
  readonly timeoutSeconds: number;
  /** Events in a second. */
  readonly rate?: number;
  /** Receives ten at once: most are not meant. */
  readonly isNarrowed: boolean;
}

/** For how long a message stays hidden beyond the time that the function may take. */
const MARGIN_SECONDS = 60;
const EMPTY_RECEIVES = 2;

/** Replays a queue. What is not deleted is given back in the end: before, it would come round again and again. */
export async function replayQueue({ session, arn, replayer, settings, timeoutSeconds, rate, isNarrowed }: QueueWork): Promise<number> {
  const queue = await FailureQueue.open(session, arn);
  const held = new Map<string, string>();
  const seen = new Set<string>();
  const atOnce = isNarrowed ? 10 : 1;
  const waitSeconds = rate === undefined ? 0 : settings.concurrency / rate;
  const hiddenSeconds = Math.min(QUEUE_LIMITS.visibilityTimeout.max, Math.ceil((timeoutSeconds + MARGIN_SECONDS + waitSeconds) * atOnce));

  const one = async (message: Received, hiddenUntil: number): Promise<void> => {
    held.set(message.id, message.receipt);
    replayer.noteReceived(message);
    if (seen.has(message.id) || replayer.isOver) return;
    seen.add(message.id);
    await replayer.replay({
      stored: message,
      isSafe: (timeout) => Date.now() + (timeout + MARGIN_SECONDS / 2) * 1000 < hiddenUntil,
      delete: async () => {
        await queue.delete(message);
        held.delete(message.id);
      },
    });
  };
  const worker = async (): Promise<void> => {
    for (let empty = 0; empty < EMPTY_RECEIVES && !replayer.isOver; ) {
      const hiddenUntil = Date.now() + hiddenSeconds * 1000;
      const messages = await queue.receive(atOnce, hiddenSeconds);
      empty = messages.some(({ id }) => !seen.has(id)) ? 0 : empty + 1;
      for (const message of messages) await one(message, hiddenUntil);
    }
  };
  try {
    const ended = await Promise.allSettled(Array.from({ length: settings.concurrency }, worker));
    const failed = ended.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
  } finally {
    await queue.giveBack([...held.values()]);
  }
  return seen.size;
}
