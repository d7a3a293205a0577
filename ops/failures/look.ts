import { functionOfArn } from '../names/functions';
import type { Session } from '../session';
import { shownDuration } from '../terminal/durations';
import { type Text, text } from '../terminal/text';
import { FailureBucket } from './bucket';
import { Groups } from './groups';
import { LocalCopy } from './local-copy';
import { lookIntoQueue } from './look-queue';
import { FailureQueue } from './queue';
import { readRecord, readRedriven } from './record';
import type { Selection } from './selection';
import type { Read, Stored } from './stored';
import { isRedrive, type Target } from './targets';

/** What is stored in one target. */
export interface Look {
  readonly target: Target;
  readonly groups: Groups;
  /** Failures that the selection leaves out. */
  readonly others: number;
  /** The functions whose failures were found. */
  readonly owners: ReadonlySet<string>;
  /** What the reader has to know of how it was read. */
  readonly notes: readonly Text[];
  /** When the first of them is deleted by the queue; none for a bucket. */
  readonly expiresAt?: number;
  /** Why it can't be read. */
  readonly unread?: Text;
}

export interface LookOptions {
  /** Reads a queue again although there is a copy of what it held. */
  readonly isFresh: boolean;
  /** Keeps a copy for later looks. */
  readonly keepsCopy: boolean;
}

/** Functions that are named. */
const MOST_OWNERS = 100;

const UNREAD = {
  sns: 'a topic keeps nothing; subscribe a queue to it',
  lambda: 'a function keeps nothing; read what it does with the records',
  events: 'an event bus keeps nothing; read the targets of its rules, or an archive of it',
  other: 'this kind of target is not read',
};

/** Reads what is stored in the target, without deleting anything. */
export async function look(session: Session, target: Target, selection: Selection, options: LookOptions): Promise<Look> {
  const groups = new Groups();
  let others = 0;
  let oldest = Number.POSITIVE_INFINITY;
  const owners = new Set<string>();
  const visit = (stored: Stored): void => {
    const record = isRedrive(target) ? readRedriven(stored.body) : readRecord(stored.body, stored.attributes);
    const read: Read = { stored, record };
    oldest = Math.min(oldest, stored.sentAt);
    if (selection.takes(read.record, stored.sentAt)) groups.add(read);
    else others += 1;
    const owner = record.functionArn === undefined ? undefined : functionOfArn(record.functionArn)?.name;
    if (owner !== undefined && owners.size < MOST_OWNERS) owners.add(owner);
  };
  if (target.service === 's3') {
    for await (const stored of new FailureBucket(session, target.arn, target.prefixes).read()) visit(stored);
    return { target, groups, others, owners, notes: [] };
  }
  if (target.service !== 'sqs') return { target, groups, others, owners, notes: [], unread: text`${UNREAD[target.service]}` };

  const copy = new LocalCopy(session.folder, target.arn);
  const madeAt = options.isFresh ? undefined : copy.madeAt();
  if (madeAt !== undefined) {
    for await (const stored of copy.read()) visit(stored);
    const { visible, inFlight, retentionMs } = await (await FailureQueue.open(session, target.arn)).state();
    const age = shownDuration(Date.now() - madeAt);
    const note = text`read from the copy of ${age} ago; the queue holds about ${visible + inFlight} messages now; '--refresh' reads them`;
    return {
      target,
      groups,
      others,
      owners,
      notes: [note],
      expiresAt: oldest === Number.POSITIVE_INFINITY ? undefined : oldest + retentionMs,
    };
  }
  const found = await lookIntoQueue(session, target.arn, options.keepsCopy ? copy : undefined, visit);
  const expiresAt = found.read === 0 ? undefined : oldest + found.retentionMs;
  return { target, groups, others, owners, notes: notesOf(found, groups), expiresAt };
}

function notesOf(found: Awaited<ReturnType<typeof lookIntoQueue>>, groups: Groups): Text[] {
  const receives = Math.max(0, ...groups.all.map((group) => group.receives));
  return [
    ...(found.read > 0
      ? [text`received each of ${found.read} messages once and gave it back: its receive count is one higher (now up to ${receives})`]
      : []),
    // After its third receive a message no longer counts for the age of the oldest message.
    ...(receives >= 3 ? [text`ApproximateAgeOfOldestMessage leaves out messages that were received three times or more`] : []),
    ...(found.isComplete ? [] : [text`stopped before the end: the queue held about ${found.visible} messages`]),
    ...(found.inFlight > 0 ? [text`about ${found.inFlight} more messages are in flight: somebody else has received them`] : []),
    ...(found.notGivenBack > 0 ? [text`${found.notGivenBack} messages could not be given back: they return within five minutes`] : []),
  ];
}
