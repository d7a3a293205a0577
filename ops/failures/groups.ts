import { functionOfArn } from '../names/functions';
import type { Read } from './stored';

/** Failures of one function with one cause. */
export interface Group {
  readonly functionName: string;
  readonly kind: string;
  readonly condition: string;
  readonly error: string;
  count: number;
  oldest: number;
  newest: number;
  /** How often a message of it was received at most. */
  receives: number;
  /** The newest of them. */
  example: Read;
}

/** What differs between two occurrences of one error. */
const VARYING = /(?<![\w-])(?=[\w-]*\d)[\w-]+/g;
const LONGEST = 160;
/** Groups that are told apart; what is found after them is one group. */
const MOST = 500;
const OTHERS = 'others';

/** The error without ids and numbers. */
export const causeOf = (error: string): string => {
  const cause = error.replace(/\s+/g, ' ').replace(VARYING, '*');
  return cause.length > LONGEST ? `${cause.slice(0, LONGEST)}...` : cause;
};

/** Counts failures by function and cause. Of each group one is kept, so memory does not grow with the queue. */
export class Groups {
  private readonly byKey = new Map<string, Group>();
  public count = 0;

  public add(read: Read): void {
    const { stored, record } = read;
    this.count += 1;
    const fn = record.functionArn === undefined ? undefined : functionOfArn(record.functionArn);
    const functionName = fn === undefined ? 'not recorded' : [fn.name, fn.qualifier].filter(Boolean).join(':');
    const [kind, condition, error] = [record.kind, record.condition, causeOf(record.error)];
    const key = JSON.stringify([functionName, kind, condition, error]);
    const group = this.byKey.get(key) ?? (this.byKey.size >= MOST ? this.byKey.get(OTHERS) : undefined);
    if (group === undefined) {
      const times = { count: 1, oldest: stored.sentAt, newest: stored.sentAt, receives: stored.receives, example: read };
      if (this.byKey.size < MOST) this.byKey.set(key, { functionName, kind, condition, error, ...times });
      else this.byKey.set(OTHERS, { functionName: 'several', kind: 'several', condition: 'several', error: 'other errors', ...times });
      return;
    }
    group.count += 1;
    group.oldest = Math.min(group.oldest, stored.sentAt);
    if (stored.sentAt > group.newest) Object.assign(group, { newest: stored.sentAt, example: read });
    group.receives = Math.max(group.receives, stored.receives);
  }

  /** The largest first. */
  public get all(): readonly Group[] {
    return [...this.byKey.values()].sort((one, other) => other.count - one.count);
  }
}
