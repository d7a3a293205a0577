import type { Rule } from './rule';
import { SQS_VISIBILITY_TIMEOUT } from './rules/sqs-visibility-timeout';
import { STREAM_RETRIES_FOREVER } from './rules/stream-retries-forever';

/**
 * Every rule, in the order of docs/checks.md.
 *
 * @internal
 */
export const RULES: readonly Rule[] = [SQS_VISIBILITY_TIMEOUT, STREAM_RETRIES_FOREVER];
