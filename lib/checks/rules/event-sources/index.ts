import type { Rule } from '../../rule';
import { EVENT_SOURCE_DISABLED } from './event-source-disabled';
import { EVENT_SOURCE_TWICE } from './event-source-twice';
import { PARTIAL_BATCHES_MISSING } from './partial-batches-missing';
import { POLLED_TIMEOUT } from './polled-timeout';
import { RECORD_AGE_BEYOND_RETENTION } from './record-age-beyond-retention';
import { REPLAY_SOURCE_DISABLED } from './replay-source-disabled';
import { SOURCE_KEY_ACCESS } from './source-key-access';
import { SOURCE_SECRET_ACCESS } from './source-secret-access';
import { STREAM_DROPS_RECORDS } from './stream-drops-records';
import { STREAM_RETRIES_FOREVER } from './stream-retries-forever';
import { STREAM_STARTS_AT_LATEST } from './stream-starts-at-latest';
import { STREAM_WITHOUT_BISECT } from './stream-without-bisect';
import { TABLE_ARN_AS_STREAM } from './table-arn-as-stream';

/** Streams, and event sources of any kind. @internal */
export const SOURCE_RULES: readonly Rule[] = [
  STREAM_RETRIES_FOREVER,
  STREAM_DROPS_RECORDS,
  STREAM_WITHOUT_BISECT,
  RECORD_AGE_BEYOND_RETENTION,
  STREAM_STARTS_AT_LATEST,
  PARTIAL_BATCHES_MISSING,
  EVENT_SOURCE_TWICE,
  EVENT_SOURCE_DISABLED,
  POLLED_TIMEOUT,
  SOURCE_KEY_ACCESS,
  SOURCE_SECRET_ACCESS,
  TABLE_ARN_AS_STREAM,
  REPLAY_SOURCE_DISABLED,
];
