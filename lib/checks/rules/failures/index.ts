import type { Rule } from '../../rule';
import { ASYNC_FAILURES_LOST } from './async-failures-lost';
import { ASYNC_FAILURES_OF_OTHER_QUALIFIER } from './async-failures-of-other-qualifier';
import { DEAD_LETTERS_OF_POLLED_FUNCTION } from './dead-letters-of-polled-function';
import { DURABLE_DESTINATION } from './durable-destination';
import { EVENT_AGE_ENDS_RETRIES } from './event-age-ends-retries';
import { FAILURE_QUEUE_IS_SHARED } from './failure-queue-is-shared';
import { FAILURE_QUEUE_RETENTION_SHORT } from './failure-queue-retention-short';
import { FAILURE_QUEUE_WITHOUT_ALARM } from './failure-queue-without-alarm';
import { FAILURE_TARGET_ACCESS } from './failure-target-access';
import { FAILURE_TARGET_DENIED } from './failure-target-denied';
import { FAILURE_TARGET_KEY_ACCESS } from './failure-target-key-access';
import { FAILURE_TARGET_KIND } from './failure-target-kind';
import { FAILURES_KEPT_TWICE } from './failures-kept-twice';

/** Asynchronous invocation, and where failures are sent. @internal */
export const FAILURE_RULES: readonly Rule[] = [
  ASYNC_FAILURES_LOST,
  ASYNC_FAILURES_OF_OTHER_QUALIFIER,
  EVENT_AGE_ENDS_RETRIES,
  FAILURE_TARGET_KIND,
  FAILURE_TARGET_ACCESS,
  FAILURE_TARGET_KEY_ACCESS,
  FAILURE_TARGET_DENIED,
  FAILURES_KEPT_TWICE,
  FAILURE_QUEUE_WITHOUT_ALARM,
  FAILURE_QUEUE_RETENTION_SHORT,
  FAILURE_QUEUE_IS_SHARED,
  DEAD_LETTERS_OF_POLLED_FUNCTION,
  DURABLE_DESTINATION,
];
