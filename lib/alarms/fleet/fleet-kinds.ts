import { Duration } from 'aws-cdk-lib';
import { AlarmSeverity } from '../alarm-severity';
import type { FleetAlarmMap, FleetAlarmTunings } from './fleet-alarms-props';

/** @internal */
export type FleetAlarmKey = keyof FleetAlarmMap & keyof FleetAlarmTunings;

/**
 * One alarm on a metric that Lambda publishes once for each function, or once for the account.
 *
 * @internal
 */
export interface FleetKind {
  /** The id of the construct: a contract, since logical ids are made of it. */
  readonly id: string;
  readonly metric: string;
  readonly severity: AlarmSeverity;
  /** How many periods in a row must be above the threshold; 1 where this is omitted. */
  readonly evaluationPeriods?: number;
  /** Why it fired, and where to look first. */
  readonly message: string;
}

/** The metrics that Lambda publishes for each function. @internal */
export const QUERIED: { readonly [key in Exclude<FleetAlarmKey, 'claimedConcurrency'>]: FleetKind } = {
  errors: {
    id: 'Errors',
    metric: 'Errors',
    severity: AlarmSeverity.WARNING,
    message:
      'Invocations of the function failed: its code threw an error, timed out or ran out of memory. Look first at the errors in its logs.',
  },
  throttles: {
    id: 'Throttles',
    metric: 'Throttles',
    severity: AlarmSeverity.WARNING,
    evaluationPeriods: 3,
    message:
      "Lambda throttles invocations of the function again and again. Look first at its reserved concurrency, then at the account's concurrent executions.",
  },
  undeliveredEvents: {
    id: 'UndeliveredEvents',
    metric: 'DestinationDeliveryFailures',
    severity: AlarmSeverity.CRITICAL,
    message:
      "A failed event or batch could not be delivered to its destination and is lost. Look first at the permissions of the function's role, the policy of the target and of its key, then at the size of the event.",
  },
  undeliveredDeadLetters: {
    id: 'UndeliveredDeadLetters',
    metric: 'DeadLetterErrors',
    severity: AlarmSeverity.CRITICAL,
    message:
      "A failed event could not be delivered to the dead-letter target and is lost. Look first at the permissions of the function's role, and the policy of the target and of its key.",
  },
  droppedEvents: {
    id: 'DroppedEvents',
    metric: 'AsyncEventsDropped',
    severity: AlarmSeverity.CRITICAL,
    message:
      "An asynchronous event failed after all retries. Look first for it in the function's failure queue, and fix its cause. Without a record there, the event is lost.",
  },
};

/** The quota of the account, which its functions share. @internal */
export const CLAIMED_CONCURRENCY: FleetKind & { readonly period: Duration; readonly evaluationPeriods: number } = {
  id: 'ClaimedConcurrency',
  metric: 'ClaimedAccountConcurrency',
  severity: AlarmSeverity.WARNING,
  message:
    'The functions of the account claim nearly all of its concurrent executions. Look first for the functions with the highest ConcurrentExecutions, then at reserved and provisioned concurrency, and request a higher quota.',
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
  period: Duration.minutes(1),
  evaluationPeriods: 10,
};

/** Every fleet alarm. @internal */
export const FLEET_ALARMS = { ...QUERIED, claimedConcurrency: CLAIMED_CONCURRENCY };
