import type { Rule } from './rule';
import { ALARM_ACTIONS_OFF } from './rules/alarm-actions-off';
import { ALARM_TOPIC_DENIED } from './rules/alarm-topic-denied';
import { ALARM_TOPIC_ELSEWHERE } from './rules/alarm-topic-elsewhere';
import { ALARM_TOPIC_KEY } from './rules/alarm-topic-key';
import { ALARM_TOPIC_UNHEARD } from './rules/alarm-topic-unheard';
import { ALARM_WITHOUT_ACTION } from './rules/alarm-without-action';

/** Whether alarms are heard. @internal */
export const ALARM_RULES: readonly Rule[] = [
  ALARM_WITHOUT_ACTION,
  ALARM_ACTIONS_OFF,
  ALARM_TOPIC_DENIED,
  ALARM_TOPIC_KEY,
  ALARM_TOPIC_UNHEARD,
  ALARM_TOPIC_ELSEWHERE,
];
