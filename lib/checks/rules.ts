import { ALARM_RULES } from './alarm-rules';
import { FAILURE_RULES } from './failure-rules';
import type { Rule } from './rule';
import { EVENT_SOURCE_DISABLED } from './rules/event-source-disabled';
import { EVENT_SOURCE_TWICE } from './rules/event-source-twice';
import { FILTER_COUNT } from './rules/filter-count';
import { FILTER_IMAGE } from './rules/filter-image';
import { FILTER_KEY_ACCESS } from './rules/filter-key-access';
import { FILTER_PATTERN } from './rules/filter-pattern';
import { FILTER_QUOTA } from './rules/filter-quota';
import { FILTER_SNS_ENVELOPE } from './rules/filter-sns-envelope';
import { FILTER_UNSUPPORTED } from './rules/filter-unsupported';
import { MAX_CONCURRENCY_ABOVE_RESERVED } from './rules/max-concurrency-above-reserved';
import { PARTIAL_BATCHES_MISSING } from './rules/partial-batches-missing';
import { POLLED_TIMEOUT } from './rules/polled-timeout';
import { QUEUE_WITHOUT_REDRIVE } from './rules/queue-without-redrive';
import { REDRIVE_KIND } from './rules/redrive-kind';
import { REDRIVE_QUEUE_IS_SOURCE } from './rules/redrive-queue-is-source';
import { REDRIVE_RECEIVE_COUNT } from './rules/redrive-receive-count';
import { REDRIVE_RECEIVE_COUNT_LOW } from './rules/redrive-receive-count-low';
import { REDRIVE_RETENTION } from './rules/redrive-retention';
import { REDRIVE_RETENTION_SAME } from './rules/redrive-retention-same';
import { RESERVED_WITHOUT_MAX_CONCURRENCY } from './rules/reserved-without-max-concurrency';
import { SOURCE_KEY_ACCESS } from './rules/source-key-access';
import { SQS_VISIBILITY_MARGIN } from './rules/sqs-visibility-margin';
import { SQS_VISIBILITY_TIMEOUT } from './rules/sqs-visibility-timeout';
import { STREAM_DROPS_RECORDS } from './rules/stream-drops-records';
import { STREAM_RECORD_AGE } from './rules/stream-record-age';
import { STREAM_RETRIES_FOREVER } from './rules/stream-retries-forever';
import { STREAM_STARTS_AT_LATEST } from './rules/stream-starts-at-latest';
import { STREAM_WITHOUT_BISECT } from './rules/stream-without-bisect';
import { TRIGGER_RULES } from './trigger-rules';

/**
 * Every rule, in the order of docs/checks.md.
 *
 * @internal
 */
export const RULES: readonly Rule[] = [
  // Queues, their redrive queues, and the functions that read them
  SQS_VISIBILITY_TIMEOUT,
  SQS_VISIBILITY_MARGIN,
  QUEUE_WITHOUT_REDRIVE,
  REDRIVE_RECEIVE_COUNT,
  REDRIVE_RECEIVE_COUNT_LOW,
  REDRIVE_KIND,
  REDRIVE_RETENTION,
  REDRIVE_RETENTION_SAME,
  REDRIVE_QUEUE_IS_SOURCE,
  MAX_CONCURRENCY_ABOVE_RESERVED,
  RESERVED_WITHOUT_MAX_CONCURRENCY,
  // Streams
  STREAM_RETRIES_FOREVER,
  STREAM_DROPS_RECORDS,
  STREAM_WITHOUT_BISECT,
  STREAM_RECORD_AGE,
  STREAM_STARTS_AT_LATEST,
  // Event sources of any kind
  PARTIAL_BATCHES_MISSING,
  EVENT_SOURCE_TWICE,
  EVENT_SOURCE_DISABLED,
  POLLED_TIMEOUT,
  SOURCE_KEY_ACCESS,
  // Filters
  FILTER_PATTERN,
  FILTER_IMAGE,
  FILTER_SNS_ENVELOPE,
  FILTER_QUOTA,
  FILTER_COUNT,
  FILTER_UNSUPPORTED,
  FILTER_KEY_ACCESS,
  // Events that fail for good, and where they go
  ...FAILURE_RULES,
  // Triggers and their permissions
  ...TRIGGER_RULES,
  // Whether alarms are heard, and ring
  ...ALARM_RULES,
];
