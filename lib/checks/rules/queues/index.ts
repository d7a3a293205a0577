import type { Rule } from '../../rule';
import { MAX_CONCURRENCY_ABOVE_RESERVED } from './max-concurrency-above-reserved';
import { QUEUE_FILTERED_BY_TWO_FUNCTIONS } from './queue-filtered-by-two-functions';
import { QUEUE_RETENTION_BELOW_RECEIVES } from './queue-retention-below-receives';
import { QUEUE_WITHOUT_REDRIVE } from './queue-without-redrive';
import { REDRIVE_KIND } from './redrive-kind';
import { REDRIVE_NOT_ALLOWED } from './redrive-not-allowed';
import { REDRIVE_QUEUE_IS_SOURCE } from './redrive-queue-is-source';
import { REDRIVE_RECEIVE_COUNT } from './redrive-receive-count';
import { REDRIVE_RECEIVE_COUNT_LOW } from './redrive-receive-count-low';
import { REDRIVE_RETENTION } from './redrive-retention';
import { REDRIVE_RETENTION_SAME } from './redrive-retention-same';
import { RESERVED_WITHOUT_MAX_CONCURRENCY } from './reserved-without-max-concurrency';
import { SQS_VISIBILITY_MARGIN } from './sqs-visibility-margin';
import { SQS_VISIBILITY_TIMEOUT } from './sqs-visibility-timeout';

/** Queues, their redrive queues, and the functions that read them. @internal */
export const QUEUE_RULES: readonly Rule[] = [
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
  QUEUE_FILTERED_BY_TWO_FUNCTIONS,
  REDRIVE_NOT_ALLOWED,
  QUEUE_RETENTION_BELOW_RECEIVES,
];
