import { appendFileSync } from 'node:fs';
import { reasonOf } from '../aws/errors';
import { causeOf } from '../failures/groups';
import type { KnownReceives } from '../failures/known-receives';
import type { FailureRecord } from '../failures/record';
import { readRecord } from '../failures/record';
import type { Selection } from '../failures/selection';
import type { Stored } from '../failures/stored';
import type { Session } from '../session';
import { type Destination, type Destinations, nameOf } from './destinations';
import { isAlive, type Journal } from './journal';
import type { Pace } from './pace';
import { type Outcome, send } from './send';
import { StreamRecords } from './stream-records';
import type { Tally } from './tally';

export interface ReplaySettings {
  readonly isAsync: boolean;
  readonly concurrency: number;
  readonly maxFailures: number;
  readonly limit: number;
  readonly resendsUnknown: boolean;
  readonly namesExecutions: boolean;
  /** A file that failures are copied to which fail again. */
  readonly keep?: string;
}

export interface ReplayWork {
  readonly session: Session;
  readonly selection: Selection;
  readonly destinations: Destinations;
  readonly journal: Journal;
  readonly pace: Pace;
  readonly settings: ReplaySettings;
  readonly tally: Tally;
  /** Failures stored later are left alone. */
  readonly startedAt: number;
  readonly receives: KnownReceives;
  readonly advance: () => void;
}

/** Something in hand that can be deleted once it was sent. */
export interface Failure {
  readonly stored: Stored;
  /** Whether nobody else can get it while the function runs. */
  readonly isSafe: (timeoutSeconds: number) => boolean;
  readonly delete: () => Promise<void>;
}

/** Replays failures one by one, whatever stores them: claims, sends, notes the outcome, and deletes what succeeded. */
export class Replayer {
  private sent = 0;
  private readonly streams: StreamRecords;

  constructor(private readonly work: ReplayWork) {
    this.streams = new StreamRecords(work.session);
  }

  public get isOver(): boolean {
    const { tally, settings, session } = this.work;
    if (session.signal.aborted) tally.stopped ??= 'interrupted';
    if (tally.failed + tally.unknown >= settings.maxFailures)
      tally.stopped ??= `${settings.maxFailures} events failed again: '--max-failures'`;
    if (this.sent >= settings.limit) tally.stopped ??= `${settings.limit} events were sent: '--limit'`;
    return tally.stopped !== undefined;
  }

  /** Also where the message is not handled then. */
  public noteReceived({ id, receives }: Stored): void {
    this.work.receives.note(id, receives);
  }

  public async replay(failure: Failure): Promise<void> {
    const { stored } = failure;
    const { tally, selection, startedAt, advance } = this.work;
    const record = readRecord(stored.body, stored.attributes);
    advance();
    if (stored.sentAt >= startedAt) tally.newer += 1;
    else if (!selection.takes(record, stored.sentAt)) tally.notMatching += 1;
    else await this.handle(failure, record);
  }

  private async handle(failure: Failure, record: FailureRecord): Promise<void> {
    const { tally, journal, settings } = this.work;
    const before = journal.get(failure.stored.id);
    if (before?.status === 'succeeded' || before?.status === 'deleted') {
      tally.sentEarlier += 1;
      return this.delete(failure, record);
    }
    const isUnknown = before !== undefined && (before.status === 'unknown' || (before.status === 'claimed' && !isAlive(before)));
    if (isUnknown && !settings.resendsUnknown) {
      tally.unknownEarlier += 1;
      return;
    }
    const to = await this.work.destinations.of(record);
    if (to === undefined) {
      tally.gone += 1;
      return;
    }
    const event = await this.eventOf(record);
    if (event !== undefined) await this.claimAndSend(failure, record, to, event);
  }

  /** The event; records of a stream are read from there. */
  private async eventOf(record: FailureRecord): Promise<string | undefined> {
    if (record.payload !== undefined) return record.payload;
    const found = record.batch === undefined ? undefined : await this.streams.eventOf(record.batch);
    if (found === undefined) this.work.tally.unreadable += 1;
    else if (found.event === undefined) this.work.tally.tooLate += 1;
    return found?.event;
  }

  private async claimAndSend(failure: Failure, record: FailureRecord, to: Destination, payload: string): Promise<void> {
    const { session, tally, journal, settings, pace } = this.work;
    const { id, receives } = failure.stored;
    await pace.wait(session.signal);
    if (this.isOver) return;
    if (!failure.isSafe(to.timeoutSeconds)) {
      tally.notSent += 1;
      return;
    }
    const known = { id, requestId: record.requestId, to: nameOf(to) };
    this.sent += 1;
    if (!journal.claim(known, settings.resendsUnknown)) {
      this.sent -= 1;
      tally.elsewhere += 1;
      return;
    }
    if (receives > 1 + this.work.receives.of(id)) tally.receivedElsewhere += 1;
    const executionName = settings.namesExecutions && to.isDurable ? record.requestId : undefined;
    const outcome = await send(session, to, { payload, isAsync: settings.isAsync, executionName, isBatch: record.kind === 'stream batch' });
    journal.note({ ...known, status: outcome.status, error: 'error' in outcome ? outcome.error : undefined });
    await this.account(outcome, failure, record);
  }

  private async account(outcome: Outcome, failure: Failure, record: FailureRecord): Promise<void> {
    const { tally } = this.work;
    if (outcome.status === 'succeeded') {
      tally.succeeded += 1;
      return this.delete(failure, record);
    }
    const cause = causeOf(outcome.error);
    tally.causes[cause] = (tally.causes[cause] ?? 0) + 1;
    if (outcome.status === 'failed') tally.failed += 1;
    if (outcome.status === 'unknown') tally.unknown += 1;
    if (outcome.status === 'not sent') {
      tally.notSent += 1;
      this.sent -= 1;
      if (outcome.stops) tally.stopped ??= outcome.error;
    } else this.keep(failure.stored, outcome);
  }

  private keep({ id, sentAt, body, attributes }: Stored, outcome: Outcome): void {
    const { keep } = this.work.settings;
    if (keep !== undefined) appendFileSync(keep, `${JSON.stringify({ id, sentAt, ...outcome, body, attributes })}\n`, { mode: 0o600 });
  }

  private async delete(failure: Failure, record: FailureRecord): Promise<void> {
    const { tally, journal } = this.work;
    const { id } = failure.stored;
    try {
      await failure.delete();
      journal.note({ id, status: 'deleted', requestId: record.requestId });
      tally.deleted += 1;
    } catch (error) {
      journal.note({ id, status: 'succeeded', requestId: record.requestId, error: `not deleted: ${reasonOf(error)}` });
      tally.notDeleted += 1;
    }
  }
}
