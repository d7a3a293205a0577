import type { Rule } from '../../rule';
import { KEY_ALIAS_IN_POLICY } from './key-alias-in-policy';
import { PASSWORD_IN_ENVIRONMENT } from './password-in-environment';
import { POLICY_NOT_AWAITED } from './policy-not-awaited';
import { ROLE_MISSING_CHECKPOINT_ACCESS } from './role-missing-checkpoint-access';
import { ROLE_MISSING_LOGS_ACCESS } from './role-missing-logs-access';
import { ROLE_MISSING_NETWORK_ACCESS } from './role-missing-network-access';
import { ROLE_MISSING_SOURCE_ACCESS } from './role-missing-source-access';
import { ROLE_MISSING_TRACING_ACCESS } from './role-missing-tracing-access';
import { ROLE_SHARED } from './role-shared';
import { SECRET_IN_ENVIRONMENT } from './secret-in-environment';
import { SECRET_RESOLVED_IN_ENVIRONMENT } from './secret-resolved-in-environment';

/** What roles may not do that their functions need, and what they let out. @internal */
export const ROLE_RULES: readonly Rule[] = [
  ROLE_MISSING_LOGS_ACCESS,
  ROLE_MISSING_SOURCE_ACCESS,
  ROLE_MISSING_TRACING_ACCESS,
  ROLE_MISSING_NETWORK_ACCESS,
  ROLE_MISSING_CHECKPOINT_ACCESS,
  POLICY_NOT_AWAITED,
  KEY_ALIAS_IN_POLICY,
  ROLE_SHARED,
  SECRET_IN_ENVIRONMENT,
  SECRET_RESOLVED_IN_ENVIRONMENT,
  PASSWORD_IN_ENVIRONMENT,
];
