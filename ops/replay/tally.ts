/** What a replay of one target has done. */
export interface Tally {
  succeeded: number;
  deleted: number;
  /** Sent with success, and not deleted: a later replay on this machine deletes them without sending them. */
  notDeleted: number;
  failed: number;
  unknown: number;
  notSent: number;
  /** Deleted without sending: an earlier replay had sent them with success. */
  sentEarlier: number;
  /** Perhaps sent by an earlier replay. */
  unknownEarlier: number;
  /** Another replay on this machine has them. */
  elsewhere: number;
  /** Their function or its alias does not exist. */
  gone: number;
  /** Their event can't be read. */
  unreadable: number;
  /** Records that are not in the stream any more. */
  tooLate: number;
  /** Stored after the replay began: events that failed again. */
  newer: number;
  notMatching: number;
  /** Sent although somebody else had received them before. */
  receivedElsewhere: number;
  /** Why events were not sent, or failed again: how often each cause was met. */
  readonly causes: Record<string, number>;
  /** Why it ended early. */
  stopped?: string;
}

export const newTally = (): Tally => ({
  succeeded: 0,
  deleted: 0,
  notDeleted: 0,
  failed: 0,
  unknown: 0,
  notSent: 0,
  sentEarlier: 0,
  unknownEarlier: 0,
  elsewhere: 0,
  gone: 0,
  unreadable: 0,
  tooLate: 0,
  newer: 0,
  notMatching: 0,
  receivedElsewhere: 0,
  causes: {},
});

/** Whether something is left to do for somebody. */
export const needsAttention = (tally: Tally): boolean =>
  tally.stopped !== undefined ||
  tally.failed + tally.unknown + tally.notSent + tally.notDeleted + tally.unknownEarlier + tally.gone + tally.unreadable + tally.tooLate >
    0;
