import { ALARM_RULES } from './alarm-rules';
import { FAILURE_RULES } from './failure-rules';
import { FILTER_RULES } from './filter-rules';
import { LOG_RULES } from './log-rules';
import { LOOP_RULES } from './loop-rules';
import { QUEUE_RULES } from './queue-rules';
import { ROLE_RULES } from './role-rules';
import type { Rule } from './rule';
import { RUNNING_RULES } from './running-rules';
import { SOURCE_RULES } from './source-rules';
import { TRIGGER_RULES } from './trigger-rules';

/** Rules about one matter. @internal */
export interface RuleGroup {
  /** The title in docs/checks.md. */
  readonly about: string;
  readonly rules: readonly Rule[];
}

/** @internal */
export const RULE_GROUPS: readonly RuleGroup[] = [
  { about: 'Queues, their redrive queues, and the functions that read them', rules: QUEUE_RULES },
  { about: 'Streams, and event sources of any kind', rules: SOURCE_RULES },
  { about: 'Which records reach a function', rules: FILTER_RULES },
  { about: 'What comes back to a function', rules: LOOP_RULES },
  { about: 'Events that fail for good, and where they go', rules: FAILURE_RULES },
  { about: 'Triggers and their permissions', rules: TRIGGER_RULES },
  { about: 'Roles and secrets', rules: ROLE_RULES },
  { about: 'Whether alarms are heard, and ring', rules: ALARM_RULES },
  { about: 'Log groups and metric filters', rules: LOG_RULES },
  { about: 'Versions, concurrency and network', rules: RUNNING_RULES },
];

/** Every rule, in the order of docs/checks.md. @internal */
export const RULES: readonly Rule[] = RULE_GROUPS.flatMap(({ rules }) => rules);
