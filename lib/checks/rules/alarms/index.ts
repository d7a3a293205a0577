import type { Rule } from '../../rule';
import { ALARM_ACTIONS_OFF } from './alarm-actions-off';
import { ALARM_CANNOT_FIRE } from './alarm-cannot-fire';
import { ALARM_DIMENSION_UNKNOWN } from './alarm-dimension-unknown';
import { ALARM_FUNCTION_WITHOUT_PERMISSION } from './alarm-function-without-permission';
import { ALARM_METRIC_UNKNOWN } from './alarm-metric-unknown';
import { ALARM_MISSING_DATA_BREACHING } from './alarm-missing-data-breaching';
import { ALARM_MISSING_DATA_IGNORED } from './alarm-missing-data-ignored';
import { ALARM_NEEDS_REPEATED_FAILURES } from './alarm-needs-repeated-failures';
import { ALARM_ON_IDLE_QUALIFIER } from './alarm-on-idle-qualifier';
import { ALARM_ON_SENT_MESSAGES } from './alarm-on-sent-messages';
import { ALARM_PERIOD_TOO_SHORT } from './alarm-period-too-short';
import { ALARM_TOLERATES_LOSSES } from './alarm-tolerates-losses';
import { ALARM_TOPIC_DENIED } from './alarm-topic-denied';
import { ALARM_TOPIC_KEY_ACCESS } from './alarm-topic-key-access';
import { ALARM_TOPIC_OTHER_REGION } from './alarm-topic-other-region';
import { ALARM_TOPIC_WITHOUT_SUBSCRIPTION } from './alarm-topic-without-subscription';
import { ALARM_UNIT_MISMATCH } from './alarm-unit-mismatch';
import { ALARM_WITHOUT_ACTION } from './alarm-without-action';
import { FUNCTION_WITHOUT_ALARM } from './function-without-alarm';
import { ITERATOR_AGE_WITHOUT_ALARM } from './iterator-age-without-alarm';
import { LOAD_ALARM_WITHOUT_ACTION } from './load-alarm-without-action';
import { METRIC_GROUP_DISABLED } from './metric-group-disabled';
import { PARTIAL_BATCHES_WITHOUT_ALARM } from './partial-batches-without-alarm';
import { QUEUE_AGE_WITHOUT_ALARM } from './queue-age-without-alarm';
import { STATE_MACHINE_WITHOUT_ALARM } from './state-machine-without-alarm';
import { SUBSCRIPTION_EMAIL_INVALID } from './subscription-email-invalid';
import { TEMPLATE_WITHOUT_ALARM } from './template-without-alarm';

/** Whether alarms exist, go into ALARM, and notify somebody. @internal */
export const ALARM_RULES: readonly Rule[] = [
  ALARM_WITHOUT_ACTION,
  LOAD_ALARM_WITHOUT_ACTION,
  ALARM_ACTIONS_OFF,
  ALARM_TOPIC_DENIED,
  ALARM_TOPIC_KEY_ACCESS,
  ALARM_TOPIC_WITHOUT_SUBSCRIPTION,
  ALARM_TOPIC_OTHER_REGION,
  ALARM_METRIC_UNKNOWN,
  ALARM_DIMENSION_UNKNOWN,
  METRIC_GROUP_DISABLED,
  ALARM_CANNOT_FIRE,
  ALARM_NEEDS_REPEATED_FAILURES,
  ALARM_MISSING_DATA_IGNORED,
  ALARM_ON_SENT_MESSAGES,
  ALARM_ON_IDLE_QUALIFIER,
  FUNCTION_WITHOUT_ALARM,
  PARTIAL_BATCHES_WITHOUT_ALARM,
  ITERATOR_AGE_WITHOUT_ALARM,
  QUEUE_AGE_WITHOUT_ALARM,
  ALARM_UNIT_MISMATCH,
  ALARM_MISSING_DATA_BREACHING,
  ALARM_FUNCTION_WITHOUT_PERMISSION,
  ALARM_TOLERATES_LOSSES,
  ALARM_PERIOD_TOO_SHORT,
  TEMPLATE_WITHOUT_ALARM,
  SUBSCRIPTION_EMAIL_INVALID,
  STATE_MACHINE_WITHOUT_ALARM,
];
