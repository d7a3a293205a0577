import type { Rule } from './rule';
import { EVENT_SOURCE_DISABLED } from './rules/event-source-disabled';
import { EVENT_SOURCE_TWICE } from './rules/event-source-twice';
import { PARTIAL_BATCHES_MISSING } from './rules/partial-batches-missing';
import { POLLED_TIMEOUT } from './rules/polled-timeout';
import { SOURCE_KEY_ACCESS } from './rules/source-key-access';
import { STREAM_DROPS_RECORDS } from './rules/stream-drops-records';
import { STREAM_RECORD_AGE } from './rules/stream-record-age';
import { STREAM_RETRIES_FOREVER } from './rules/stream-retries-forever';
import { STREAM_STARTS_AT_LATEST } from './rules/stream-starts-at-latest';
import { STREAM_WITHOUT_BISECT } from './rules/stream-without-bisect';

/** Streams, and event sources of any kind. @internal */
export const SOURCE_RULES: readonly Rule[] = [
  STREAM_RETRIES_FOREVER,
  STREAM_DROPS_RECORDS,
  STREAM_WITHOUT_BISECT,
  STREAM_RECORD_AGE,
  STREAM_STARTS_AT_LATEST,
  PARTIAL_BATCHES_MISSING,
  EVENT_SOURCE_TWICE,
  EVENT_SOURCE_DISABLED,
  POLLED_TIMEOUT,
  SOURCE_KEY_ACCESS,
];
