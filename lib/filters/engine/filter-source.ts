import type { LeafKind } from './leaf-checks';
import type { RecordView } from './record-view';

/**
 * What lies under a key at the root of a record.
 *
 * `data` is the sender's own.
 *
 * @internal
 */
export type RootKind = LeafKind | 'data' | 'attributes' | 'messageAttributes' | 'any' | 'streamRecord';

/**
 * What a filter has to know of a kind of event source.
 *
 * @internal
 */
export interface FilterSource {
  /** In a sentence. */
  readonly displayName: string;
  /** The class that makes its filters. */
  readonly builder: string;
  /** The key that holds what was sent. */
  readonly dataKey: string;
  /** Whether the data may be filtered as plain text. */
  readonly plainText: boolean;
  /** Every key that a record may have at its root. */
  readonly roots: Readonly<Record<string, RootKind>>;
  /** Keys that people write instead, and what they mean. */
  readonly suggestions: Readonly<Record<string, string>>;
  /** What happens to a record that matches no filter. */
  readonly unmatchedOutcome: string;
  /** What happens where a filter asks JSON of text, or text of JSON. */
  readonly onOtherFormat: 'dropped' | 'dataIgnored';
  /** The record as filters see it. */
  view(record: Record<string, unknown>): RecordView;
}

/** What people write in place of any source's data key. @internal */
export const anyData = (key: string): Record<string, string> =>
  Object.fromEntries(
    ['body', 'data', 'value', 'detail', 'message', 'payload', 'record', 'records', 'event']
      .filter((name) => name !== key)
      .map((name) => [name, key]),
  );
