import { ALARM_RULES } from './alarm-rules';
import { FAILURE_RULES } from './failure-rules';
import { FILTER_RULES } from './filter-rules';
import { LOOP_RULES } from './loop-rules';
import { QUEUE_RULES } from './queue-rules';
import { ROLE_RULES } from './role-rules';
import type { Rule } from './rule';
import { SOURCE_RULES } from './source-rules';
import { TRIGGER_RULES } from './trigger-rules';

/**
 * Every rule, in the order of docs/checks.md.
 *
 * @internal
 */
export const RULES: readonly Rule[] = [
  // Queues, their redrive queues, and the functions that read them
  ...QUEUE_RULES,
  // Streams, and event sources of any kind
  ...SOURCE_RULES,
  // Which records reach a function
  ...FILTER_RULES,
  // What comes back to a function
  ...LOOP_RULES,
  // Events that fail for good, and where they go
  ...FAILURE_RULES,
  // Triggers and their permissions
  ...TRIGGER_RULES,
  // Roles and secrets
  ...ROLE_RULES,
  // Whether alarms are heard, and ring
  ...ALARM_RULES,
];
