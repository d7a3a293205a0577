import type { Rule } from './rule';
import { API_GATEWAY_TIMEOUT } from './rules/api-gateway-timeout';
import { DURABLE_MAPPING_TIMEOUT } from './rules/durable-mapping-timeout';
import { DURABLE_UNQUALIFIED } from './rules/durable-unqualified';
import { PERMISSION_FOR_ANYONE } from './rules/permission-for-anyone';
import { PERMISSION_WITHOUT_SOURCE_ACCOUNT } from './rules/permission-without-source-account';
import { SCHEDULE_OVERLAPS } from './rules/schedule-overlaps';
import { SCHEDULE_ROLE_WITHOUT_FUNCTION } from './rules/schedule-role-without-function';
import { SENDER_LOCKED_OUT } from './rules/sender-locked-out';
import { TRIGGER_QUALIFIER } from './rules/trigger-qualifier';
import { TRIGGER_WITHOUT_DEAD_LETTERS } from './rules/trigger-without-dead-letters';
import { TRIGGER_WITHOUT_PERMISSION } from './rules/trigger-without-permission';

/** What invokes functions, whom they let in, and how long it waits. @internal */
export const TRIGGER_RULES: readonly Rule[] = [
  TRIGGER_QUALIFIER,
  TRIGGER_WITHOUT_PERMISSION,
  SCHEDULE_ROLE_WITHOUT_FUNCTION,
  PERMISSION_FOR_ANYONE,
  PERMISSION_WITHOUT_SOURCE_ACCOUNT,
  SENDER_LOCKED_OUT,
  TRIGGER_WITHOUT_DEAD_LETTERS,
  SCHEDULE_OVERLAPS,
  API_GATEWAY_TIMEOUT,
  DURABLE_UNQUALIFIED,
  DURABLE_MAPPING_TIMEOUT,
];
