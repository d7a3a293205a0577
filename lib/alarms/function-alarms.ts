import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmTuning } from './alarm-tuning';

/** The alarms of a function, by their cause. One that is disabled, or has nothing to watch, is absent. */
export interface FunctionAlarms {
  /** An invocation failed. */
  readonly errors?: cloudwatch.Alarm;
  /** Invocations are throttled, in several periods in a row. */
  readonly throttles?: cloudwatch.Alarm;
  /** An asynchronous event failed after all retries. At most ten functions that share a failure queue share this alarm. */
  readonly failedEvents?: cloudwatch.Alarm;
  /** A failed event could not be delivered to its failure target, and is lost. */
  readonly undeliveredEvents?: cloudwatch.Alarm;
  /** Failed events are stored in the shared failure queue. Functions of the stack share this alarm. */
  readonly storedEvents?: cloudwatch.Alarm;
  /** The failure queue will soon delete its oldest event. Functions that share the queue share this alarm. */
  readonly expiringEvents?: cloudwatch.Alarm;
  /** An invocation found no provisioned environment free. */
  readonly provisionedSpillover?: cloudwatch.Alarm;
  /** A durable execution failed. */
  readonly failedExecutions?: cloudwatch.Alarm;
  /** A durable execution took longer than its timeout. */
  readonly timedOutExecutions?: cloudwatch.Alarm;
  /** Somebody stopped a durable execution. */
  readonly stoppedExecutions?: cloudwatch.Alarm;
  /** A durable execution has nearly as many operations as Lambda allows. */
  readonly executionOperations?: cloudwatch.Alarm;
  /** A durable execution has nearly written as much data as Lambda allows. */
  readonly executionStorage?: cloudwatch.Alarm;
}

/** How the alarms of a function are tuned. */
export interface FunctionAlarmTunings {
  /**
   * An invocation failed.
   *
   * @default - more than 0 errors in 5 minutes
   */
  readonly errors?: AlarmTuning;

  /**
   * Invocations are throttled. Lambda itself retries asynchronous events and batches that it throttled; a synchronous caller
   * gets an error. To be notified of each throttle, set `evaluationPeriods: 1`.
   *
   * @default - more than 0 throttles in each of three periods of 5 minutes in a row
   */
  readonly throttles?: AlarmTuning;

  /**
   * An asynchronous event failed after all retries. With the shared failure queue, a function that tunes it has a dedicated
   * alarm; at most ten others share one, which fires when one of them drops an event and dropped none in the 5 minutes before.
   *
   * @default - more than 0 events in the dedicated failure queue; without one, more than 0 events in 5 minutes that Lambda
   * dropped or sent to the failure target. None where `events` has only sources that Lambda polls
   */
  readonly failedEvents?: AlarmTuning;

  /**
   * A failed event could not be delivered to its failure target, and is lost.
   *
   * @default - more than 0 in 5 minutes; none with the shared failure queue, where `failedEvents` fires too
   */
  readonly undeliveredEvents?: AlarmTuning;

  /**
   * Failed events are stored in the shared failure queue. Functions of the stack share this alarm and must tune it alike.
   *
   * @default - more than 0 messages
   */
  readonly storedEvents?: AlarmTuning;

  /**
   * The failure queue will soon delete its oldest event. In seconds. Functions that share the queue must tune it alike.
   * A message that was received three times no longer counts as the oldest.
   *
   * @default - older than 10 of the 14 days that the queue keeps it
   */
  readonly expiringEvents?: AlarmTuning;

  /**
   * An invocation found no provisioned environment free, and had a cold start. Only with `provisionedConcurrency`.
   *
   * @default - more than 0 invocations in 5 minutes
   */
  readonly provisionedSpillover?: AlarmTuning;

  /**
   * A durable execution failed. Only with `durableConfig`, as each of the four that follow. AWS does not document the dimensions of
   * these metrics; where the alarm topic is SNS, an event rule notifies of failed executions as well.
   *
   * @default - more than 0 executions in 5 minutes
   */
  readonly failedExecutions?: AlarmTuning;

  /**
   * A durable execution took longer than `executionTimeout`.
   *
   * @default - more than 0 executions in 5 minutes
   */
  readonly timedOutExecutions?: AlarmTuning;

  /**
   * Somebody stopped a durable execution.
   *
   * @default - more than 0 executions in 5 minutes
   */
  readonly stoppedExecutions?: AlarmTuning;

  /**
   * A durable execution has nearly as many operations as Lambda allows: 3,000.
   *
   * @default - more than 2,400 operations
   */
  readonly executionOperations?: AlarmTuning;

  /**
   * A durable execution has nearly written as much data as Lambda allows: 100 MB. In bytes.
   *
   * @default - more than 80 MB
   */
  readonly executionStorage?: AlarmTuning;
}
