import type { AlarmKey, AlarmKind } from '../alarm-kind';
import type { EventSourceAlarms, EventSourceAlarmTunings } from '../event-source-alarms';
import type { FrontAlarms, FrontAlarmTunings } from '../front-alarms';
import type { FunctionAlarms, FunctionAlarmTunings } from '../function-alarms';
import type { AnyObserved, ObservedFront, ObservedFunction } from '../observed';
import { CLIENT_ERRORS } from './client-errors';
import { ERRORS } from './errors';
import { EXECUTION_OPERATIONS } from './execution-operations';
import { EXECUTION_STORAGE } from './execution-storage';
import { EXPIRING_BATCHES } from './expiring-batches';
import { EXPIRING_EVENTS } from './expiring-events';
import { EXPIRING_MESSAGES } from './expiring-messages';
import { FAILED_BATCHES } from './failed-batches';
import { FAILED_EVENTS } from './failed-events';
import { FAILED_EXECUTIONS } from './failed-executions';
import { FAILED_RECORDS } from './failed-records';
import { ITERATOR_AGE } from './iterator-age';
import { LATENCY } from './latency';
import { OFFSET_LAG } from './offset-lag';
import { OLDEST_MESSAGE } from './oldest-message';
import { OVERSIZED_RECORDS } from './oversized-records';
import { POLLING_ERRORS } from './polling-errors';
import { PROVISIONED_SPILLOVER } from './provisioned-spillover';
import { REDRIVEN_MESSAGES } from './redriven-messages';
import { SERVER_ERRORS } from './server-errors';
import { STOPPED_EXECUTIONS } from './stopped-executions';
import { STOPPED_READER } from './stopped-reader';
import { STORED_EVENTS } from './stored-events';
import { THROTTLES } from './throttles';
import { TIMED_OUT_EXECUTIONS } from './timed-out-executions';
import { UNDELIVERED_BATCHES } from './undelivered-batches';
import { UNDELIVERED_EVENTS } from './undelivered-events';

/**
 * A kind for each alarm, under its own name. jsii needs the structs of alarms and tunings written out; this refuses to
 * compile where a name is missing in one of the three.
 */
type KindsOf<Alarms, Tunings, O extends AnyObserved> = [keyof Alarms, keyof Tunings] extends [keyof Tunings, keyof Alarms]
  ? { readonly [K in keyof Alarms & AlarmKey]: AlarmKind<O, K> }
  : never;

/** Every alarm of a function. @internal */
export const FUNCTION_ALARMS = {
  errors: ERRORS,
  throttles: THROTTLES,
  failedEvents: FAILED_EVENTS,
  undeliveredEvents: UNDELIVERED_EVENTS,
  storedEvents: STORED_EVENTS,
  expiringEvents: EXPIRING_EVENTS,
  provisionedSpillover: PROVISIONED_SPILLOVER,
  failedExecutions: FAILED_EXECUTIONS,
  timedOutExecutions: TIMED_OUT_EXECUTIONS,
  stoppedExecutions: STOPPED_EXECUTIONS,
  executionOperations: EXECUTION_OPERATIONS,
  executionStorage: EXECUTION_STORAGE,
} as const satisfies KindsOf<FunctionAlarms, FunctionAlarmTunings, ObservedFunction>;

/** Every alarm of an event source. @internal */
export const EVENT_SOURCE_ALARMS = {
  oldestMessage: OLDEST_MESSAGE,
  redrivenMessages: REDRIVEN_MESSAGES,
  expiringMessages: EXPIRING_MESSAGES,
  iteratorAge: ITERATOR_AGE,
  failedRecords: FAILED_RECORDS,
  failedBatches: FAILED_BATCHES,
  undeliveredBatches: UNDELIVERED_BATCHES,
  expiringBatches: EXPIRING_BATCHES,
  offsetLag: OFFSET_LAG,
  oversizedRecords: OVERSIZED_RECORDS,
  stoppedReader: STOPPED_READER,
  pollingErrors: POLLING_ERRORS,
} as const satisfies KindsOf<EventSourceAlarms, EventSourceAlarmTunings, never>;

/** Every alarm of a front. @internal */
export const FRONT_ALARMS = {
  serverErrors: SERVER_ERRORS,
  clientErrors: CLIENT_ERRORS,
  latency: LATENCY,
} as const satisfies KindsOf<FrontAlarms, FrontAlarmTunings, ObservedFront>;

/** The names under which alarms are tuned. @internal */
export const ALARM_NAMES: Readonly<Record<'alarms' | 'sourceAlarms' | 'frontAlarms', readonly string[]>> = {
  alarms: Object.keys(FUNCTION_ALARMS),
  sourceAlarms: Object.keys(EVENT_SOURCE_ALARMS),
  frontAlarms: Object.keys(FRONT_ALARMS),
};
