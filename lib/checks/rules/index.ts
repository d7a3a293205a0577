import type { Rule } from '../rule';
import { ADOPTION_RULES } from './adoption';
import { ALARM_RULES } from './alarms';
import { SOURCE_RULES } from './event-sources';
import { FAILURE_RULES } from './failures';
import { FILTER_RULES } from './filters';
import { IDEMPOTENCY_RULES, RETRIES_WITHOUT_IDEMPOTENCY } from './idempotency';
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
  /** The tag in reports; the name of the folder. */
  readonly subject: string;
  readonly rules: readonly Rule[];
}

/** @internal */
export const RULE_GROUPS: readonly RuleGroup[] = [
  { about: 'Queues, redrive queues and their consumers', subject: 'queues', rules: QUEUE_RULES },
  { about: 'Streams and other event sources', subject: 'event-sources', rules: SOURCE_RULES },
  { about: 'Event filters', subject: 'filters', rules: FILTER_RULES },
  { about: 'Recursive loops', subject: 'loops', rules: LOOP_RULES },
  { about: 'Asynchronous invocation and failure queues', subject: 'failures', rules: FAILURE_RULES },
  { about: 'Events that are delivered twice', subject: 'idempotency', rules: IDEMPOTENCY_RULES },
  { about: 'Triggers and their permissions', subject: 'triggers', rules: TRIGGER_RULES },
  { about: 'Roles and secrets', subject: 'roles', rules: ROLE_RULES },
  { about: 'Alarms and notifications', subject: 'alarms', rules: ALARM_RULES },
  { about: 'Log groups and metric filters', subject: 'logs', rules: LOG_RULES },
  { about: 'Versions, concurrency and network', subject: 'operation', rules: RUNNING_RULES },
];

/** Every rule that is applied unless it is disabled, in the order of docs/checks.md. @internal */
export const RULES: readonly Rule[] = RULE_GROUPS.flatMap(({ rules }) => rules);

/** Rules that are applied where every function must be hardened. @internal */
export const HARDENING_RULES: readonly Rule[] = ADOPTION_RULES;

/** Rules that are applied only where they are asked for. @internal */
export const OPT_IN_RULES: readonly Rule[] = [...HARDENING_RULES, RETRIES_WITHOUT_IDEMPOTENCY];

/** @internal */
export const ALL_RULES: readonly Rule[] = [...RULES, ...OPT_IN_RULES];

/** What a rule is about, as in `queues`. @internal */
export const subjectOf = (rule: Rule): string =>
  RULE_GROUPS.find(({ rules }) => rules.includes(rule))?.subject ?? (HARDENING_RULES.includes(rule) ? 'adoption' : 'idempotency');
