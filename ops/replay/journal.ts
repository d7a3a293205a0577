import { closeSync, fdatasyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileNameOf } from '../failures/local-copy';

/** What is known of an event: who sends it, and how it ended. */
export type Status =
  /** Somebody is about to send it, or was when the process ended. */
  | 'claimed'
  /** Sent, with success; to be deleted. */
  | 'succeeded'
  /** Sent, and failed again. */
  | 'failed'
  /** Certainly not sent. */
  | 'not sent'
  /** Perhaps sent: no answer came. */
  | 'unknown'
  | 'deleted';

export interface Entry {
  readonly id: string;
  readonly status: Status;
  readonly run: string;
  readonly pid: number;
  readonly host: string;
  readonly at: number;
  readonly requestId?: string;
  readonly to?: string;
  readonly error?: string;
  /** A claim that takes over from this run, whose outcome is not known. */
  readonly over?: string;
}

export type Note = Omit<Entry, 'run' | 'pid' | 'host' | 'at'>;

const CHUNK = 1 << 16;

/**
 * What replays of one target have done, as JSON lines. All replays on this machine append to one file: the order of its
 * lines decides which of them sends an event, and a replay that was killed is found out by what it has left there.
 */
export class Journal {
  public readonly file: string;
  private readonly descriptor: number;
  private readonly entries = new Map<string, Entry>();
  private readonly run = `${process.pid}-${Date.now().toString(36)}`;
  private readonly openedAt = Date.now();
  private offset = 0;
  private rest = Buffer.alloc(0);

  constructor(folder: string, arn: string) {
    mkdirSync(join(folder, 'journals'), { recursive: true, mode: 0o700 });
    this.file = join(folder, 'journals', `${fileNameOf(arn)}.jsonl`);
    this.descriptor = openSync(this.file, 'a+', 0o600);
    this.catchUp();
  }

  public get(id: string): Entry | undefined {
    return this.entries.get(id);
  }

  /** Events whose outcome nobody knows: those of replays that were killed too. */
  public unresolved(): Entry[] {
    return [...this.entries.values()].filter((entry) => entry.status === 'unknown' || (entry.status === 'claimed' && !isAlive(entry)));
  }

  /** Takes the event for this replay, before it is sent; not where another has it, or where it may have been sent. */
  public claim(note: Omit<Note, 'status' | 'over'>, takesOverUnknown: boolean): boolean {
    this.catchUp();
    const before = this.entries.get(note.id);
    const isTaken = before !== undefined && (before.status === 'claimed' || before.status === 'unknown');
    if (isTaken && !(takesOverUnknown && (before.status === 'unknown' || !isAlive(before)))) return false;
    // What another replay has tried meanwhile is not tried again by this one.
    if (before !== undefined && before.run !== this.run && before.at >= this.openedAt && !isTaken) return false;
    this.append({ ...note, status: 'claimed', over: isTaken ? before.run : undefined });
    fdatasyncSync(this.descriptor);
    this.catchUp();
    const now = this.entries.get(note.id);
    return now?.status === 'claimed' && now.run === this.run;
  }

  public note(note: Note): void {
    this.append(note);
    this.catchUp();
  }

  public close(): void {
    closeSync(this.descriptor);
  }

  /** One write of a whole line: appended as one, also where others append at the same time. */
  private append(note: Note): void {
    const entry: Entry = { ...note, run: this.run, pid: process.pid, host: hostname(), at: Date.now() };
    writeSync(this.descriptor, `${JSON.stringify(entry)}\n`);
  }

  /** Reads what was appended since, by anybody. */
  private catchUp(): void {
    const chunk = Buffer.alloc(CHUNK);
    for (
      let size = readSync(this.descriptor, chunk, 0, CHUNK, this.offset);
      size > 0;
      size = readSync(this.descriptor, chunk, 0, CHUNK, this.offset)
    ) {
      this.offset += size;
      const lines = Buffer.concat([this.rest, chunk.subarray(0, size)])
        .toString('latin1')
        .split('\n');
      this.rest = Buffer.from(lines.pop() ?? '', 'latin1');
      for (const line of lines) this.apply(Buffer.from(line, 'latin1').toString('utf8'));
    }
  }

  private apply(line: string): void {
    const entry = parse(line);
    if (entry === undefined) return;
    const before = this.entries.get(entry.id);
    if (entry.status === 'claimed' ? isFree(before, entry) : before?.run === entry.run || entry.status === 'deleted')
      this.entries.set(entry.id, entry);
  }
}

/** Whether a claim counts: every reader of the file decides it alike. */
const isFree = (before: Entry | undefined, claim: Entry): boolean =>
  before === undefined ||
  before.status === 'failed' ||
  before.status === 'not sent' ||
  (claim.over === before.run && (before.status === 'claimed' || before.status === 'unknown'));

/** Whether the replay that has written the entry still runs. On another machine nobody can tell. */
export function isAlive({ pid, host }: Entry): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A line may be cut off where the machine lost its power. */
function parse(line: string): Entry | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
