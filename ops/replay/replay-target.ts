import { explained, reasonOf } from '../aws/errors';
import { FailureBucket } from '../failures/bucket';
import { KnownReceives } from '../failures/known-receives';
import { LocalCopy } from '../failures/local-copy';
import { FailureQueue } from '../failures/queue';
import type { Selection } from '../failures/selection';
import { isRedrive, type Target, type Targets } from '../failures/targets';
import type { Session } from '../session';
import { replayBucket } from './bucket-replay';
import { Destinations } from './destinations';
import { Journal } from './journal';
import { type Moved, moveBack } from './move-task';
import { Pace } from './pace';
import { replayQueue } from './queue-replay';
import { Replayer, type ReplaySettings } from './replayer';
import { needsAttention, newTally, type Tally } from './tally';

export interface Replayed {
  readonly target: Target;
  readonly tally: Tally;
  readonly journal?: string;
  readonly moved?: Moved;
}

export interface TargetReplay {
  readonly session: Session;
  readonly targets: Targets;
  readonly target: Target;
  readonly selection: Selection;
  readonly settings: ReplaySettings;
  readonly rate?: number;
  readonly qualifier?: string;
}

/** Replays one failure target. */
export async function replayTarget({ session, targets, target, selection, settings, rate, qualifier }: TargetReplay): Promise<Replayed> {
  const tally = newTally();
  if (isRedrive(target)) return { target, tally, moved: await moveBack(session, target.arn, rate) };
  const { visible, at: startedAt } = await stateOf(session, target);
  const journal = new Journal(session.folder, target.arn);
  const receives = new KnownReceives(session.folder, target.arn);
  const progress = await session.out.progress('Replaying', visible);
  const replayer = new Replayer({
    session,
    selection,
    destinations: new Destinations(session, targets.fn, qualifier),
    journal,
    pace: new Pace(rate),
    settings,
    tally,
    startedAt,
    receives,
    advance: progress.advance,
  });
  try {
    const { timeoutSeconds } = targets;
    if (target.service === 's3') await replayBucket(session, target, replayer, settings);
    else await replayQueue({ session, arn: target.arn, replayer, settings, timeoutSeconds, rate, isNarrowed: selection.isNarrowed });
  } catch (error) {
    // What was sent until then is reported all the same.
    tally.stopped ??= explained(error)?.message ?? reasonOf(error);
  } finally {
    progress.stop();
    journal.close();
    receives.save(false);
    // It holds what is not there any more.
    if (tally.deleted > 0) new LocalCopy(session.folder, target.arn).delete();
  }
  return { target, tally, journal: journal.file };
}

/**
 * How many messages there are about, and what time it is for the service: this machine's clock may be wrong, and what is stored after
 * the start must count so.
 */
const stateOf = async (session: Session, { service, arn, prefixes }: Target): Promise<{ visible: number; at: number }> =>
  service === 'sqs'
    ? (await FailureQueue.open(session, arn)).state()
    : { visible: 0, at: await new FailureBucket(session, arn, prefixes).time() };

export const isUnfinished = ({ tally, moved }: Replayed): boolean =>
  needsAttention(tally) || (moved !== undefined && moved.status !== 'COMPLETED');
