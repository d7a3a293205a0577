import type { Rule } from './rule';
import { ASYNC_FAILURES_LOST } from './rules/async-failures-lost';
import { ASYNC_FAILURES_OF_OTHER_QUALIFIER } from './rules/async-failures-of-other-qualifier';
import { DEAD_LETTERS_OF_POLLED_FUNCTION } from './rules/dead-letters-of-polled-function';
import { DURABLE_DESTINATION } from './rules/durable-destination';
import { EVENT_AGE_ENDS_RETRIES } from './rules/event-age-ends-retries';
import { FAILURE_QUEUE_FORGETS } from './rules/failure-queue-forgets';
import { FAILURE_QUEUE_IS_SHARED } from './rules/failure-queue-is-shared';
import { FAILURE_QUEUE_UNHEARD } from './rules/failure-queue-unheard';
import { FAILURE_TARGET_ACCESS } from './rules/failure-target-access';
import { FAILURE_TARGET_DENIED } from './rules/failure-target-denied';
import { FAILURE_TARGET_KEY_ACCESS } from './rules/failure-target-key-access';
import { FAILURE_TARGET_KIND } from './rules/failure-target-kind';
import { FAILURES_KEPT_TWICE } from './rules/failures-kept-twice';

/** What becomes of asynchronous events that fail for good, and where failures go. @internal */
export const FAILURE_RULES: readonly Rule[] = [
  ASYNC_FAILURES_LOST,
  ASYNC_FAILURES_OF_OTHER_QUALIFIER,
  EVENT_AGE_ENDS_RETRIES,
  FAILURE_TARGET_KIND,
  FAILURE_TARGET_ACCESS,
  FAILURE_TARGET_KEY_ACCESS,
  FAILURE_TARGET_DENIED,
  FAILURES_KEPT_TWICE,
  FAILURE_QUEUE_UNHEARD,
  FAILURE_QUEUE_FORGETS,
  FAILURE_QUEUE_IS_SHARED,
  DEAD_LETTERS_OF_POLLED_FUNCTION,
  DURABLE_DESTINATION,
];
