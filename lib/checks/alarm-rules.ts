import type { Rule } from './rule';
import { ALARM_ACTIONS_OFF } from './rules/alarm-actions-off';
import { ALARM_CANNOT_RING } from './rules/alarm-cannot-ring';
import { ALARM_DIMENSION_UNKNOWN } from './rules/alarm-dimension-unknown';
import { ALARM_KEEPS_STATE } from './rules/alarm-keeps-state';
import { ALARM_METRIC_OFF } from './rules/alarm-metric-off';
import { ALARM_METRIC_UNKNOWN } from './rules/alarm-metric-unknown';
import { ALARM_NEEDS_REPEATED_FAILURES } from './rules/alarm-needs-repeated-failures';
import { ALARM_ON_IDLE_QUALIFIER } from './rules/alarm-on-idle-qualifier';
import { ALARM_ON_SENT_MESSAGES } from './rules/alarm-on-sent-messages';
import { ALARM_TOPIC_DENIED } from './rules/alarm-topic-denied';
import { ALARM_TOPIC_ELSEWHERE } from './rules/alarm-topic-elsewhere';
import { ALARM_TOPIC_KEY } from './rules/alarm-topic-key';
import { ALARM_TOPIC_UNHEARD } from './rules/alarm-topic-unheard';
import { ALARM_WITHOUT_ACTION } from './rules/alarm-without-action';
import { FUNCTION_UNHEARD } from './rules/function-unheard';
import { ITERATOR_AGE_UNHEARD } from './rules/iterator-age-unheard';
import { LOAD_ALARM_WITHOUT_ACTION } from './rules/load-alarm-without-action';
import { PARTIAL_BATCHES_UNHEARD } from './rules/partial-batches-unheard';
import { QUEUE_AGE_UNHEARD } from './rules/queue-age-unheard';

/** Whether alarms are heard, and ring, and are there. @internal */
export const ALARM_RULES: readonly Rule[] = [
  ALARM_WITHOUT_ACTION,
  LOAD_ALARM_WITHOUT_ACTION,
  ALARM_ACTIONS_OFF,
  ALARM_TOPIC_DENIED,
  ALARM_TOPIC_KEY,
  ALARM_TOPIC_UNHEARD,
  ALARM_TOPIC_ELSEWHERE,
  ALARM_METRIC_UNKNOWN,
  ALARM_DIMENSION_UNKNOWN,
  ALARM_METRIC_OFF,
  ALARM_CANNOT_RING,
  ALARM_NEEDS_REPEATED_FAILURES,
  ALARM_KEEPS_STATE,
  ALARM_ON_SENT_MESSAGES,
  ALARM_ON_IDLE_QUALIFIER,
  FUNCTION_UNHEARD,
  PARTIAL_BATCHES_UNHEARD,
  ITERATOR_AGE_UNHEARD,
  QUEUE_AGE_UNHEARD,
];
