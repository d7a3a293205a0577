import type { Rule } from '../../rule';
import { IDEMPOTENCY_DISABLED } from './idempotency-disabled';
import { IDEMPOTENCY_EXPIRES_BEFORE_RETRIES } from './idempotency-expires-before-retries';
import { IDEMPOTENCY_TABLE_EXPIRY } from './idempotency-table-expiry';

/** Events that are delivered twice. @internal */
export const IDEMPOTENCY_RULES: readonly Rule[] = [IDEMPOTENCY_TABLE_EXPIRY, IDEMPOTENCY_EXPIRES_BEFORE_RETRIES, IDEMPOTENCY_DISABLED];

export { RETRIES_WITHOUT_IDEMPOTENCY } from './retries-without-idempotency';
