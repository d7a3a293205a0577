import type { Rule } from '../rule';
import { ALARM_RULES } from './alarms';
import { SOURCE_RULES } from './event-sources';
import { FAILURE_RULES } from './failures';
import { FILTER_RULES } from './filters';
import { LOG_RULES } from './logs';
import { LOOP_RULES } from './loops';
import { RUNNING_RULES } from './operation';
import { QUEUE_RULES } from './queues';
import { ROLE_RULES } from './roles';
import { TRIGGER_RULES } from './triggers';

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
