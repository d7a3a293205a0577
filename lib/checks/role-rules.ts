import type { Rule } from './rule';
import { ROLE_SHARED } from './rules/role-shared';
import { ROLE_WITHOUT_CHECKPOINTS } from './rules/role-without-checkpoints';
import { ROLE_WITHOUT_LOGS } from './rules/role-without-logs';
import { ROLE_WITHOUT_NETWORK } from './rules/role-without-network';
import { ROLE_WITHOUT_SOURCE } from './rules/role-without-source';
import { ROLE_WITHOUT_TRACING } from './rules/role-without-tracing';
import { SECRET_IN_ENVIRONMENT } from './rules/secret-in-environment';

/** What roles may not do that their functions need, and what they let out. @internal */
export const ROLE_RULES: readonly Rule[] = [
  ROLE_WITHOUT_LOGS,
  ROLE_WITHOUT_SOURCE,
  ROLE_WITHOUT_TRACING,
  ROLE_WITHOUT_NETWORK,
  ROLE_WITHOUT_CHECKPOINTS,
  ROLE_SHARED,
  SECRET_IN_ENVIRONMENT,
];
