import { FailureBucket } from '../failures/bucket';
import type { Target } from '../failures/targets';
import type { Session } from '../session';
import type { Replayer, ReplaySettings } from './replayer';

/** Replays a bucket. Objects are hidden from nobody: the journal decides who sends them, on this machine only. */
export async function replayBucket(
  session: Session,
  { arn, prefixes }: Target,
  replayer: Replayer,
  { concurrency }: ReplaySettings,
): Promise<number> {
  const bucket = new FailureBucket(session, arn, prefixes);
  const objects = bucket.read()[Symbol.asyncIterator]();
  let seen = 0;
  // Generators queue what is asked of them: several workers may ask.
  const worker = async (): Promise<void> => {
    for (let next = await objects.next(); !next.done && !replayer.isOver; next = await objects.next()) {
      const stored = next.value;
      seen += 1;
      await replayer.replay({ stored, isSafe: () => true, delete: () => bucket.delete(stored.id) });
    }
  };
  // All of them end before anything is reported: what is under way is not left alone where one of them fails.
  const ended = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  return seen;
}
