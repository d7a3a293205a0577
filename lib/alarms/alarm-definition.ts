import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { AlarmSeverity } from './alarm-severity';
import type { AlarmTuning } from './alarm-tuning';

/** The alarms of a function, by what they tell. One that was left out, or has nothing to watch, is absent. */
export interface FunctionAlarms {
  /** An invocation failed. */
  readonly errors?: cloudwatch.Alarm;
  /** An invocation was turned away for want of concurrency. */
  readonly throttles?: cloudwatch.Alarm;
  /** An asynchronous event failed for good. */
  readonly failedEvents?: cloudwatch.Alarm;
  /** A failed event could not be delivered to its failure target, and is lost. */
  readonly undeliveredEvents?: cloudwatch.Alarm;
  /** A failed event is about to be forgotten by the failure queue. */
  readonly expiringEvents?: cloudwatch.Alarm;
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
   * An invocation was turned away for want of concurrency.
   *
   * @default - more than 0 throttles in 5 minutes
   */
  readonly throttles?: AlarmTuning;

  /**
   * An asynchronous event failed for good.
   *
   * @default - more than 0 events in the function's own failure queue, or dropped in 5 minutes where it has none
   */
  readonly failedEvents?: AlarmTuning;

  /**
   * A failed event could not be delivered to its failure target, and is lost.
   *
   * @default - more than 0 in 5 minutes
   */
  readonly undeliveredEvents?: AlarmTuning;

  /**
   * The oldest event in the function's own failure queue is about to be forgotten.
   *
   * @default - older than 10 of its 14 days
   */
  readonly expiringEvents?: AlarmTuning;
}

/**
 * What the alarms of a function look at.
 *
 * @internal
 */
export interface Observed {
  /** The function, version or alias that is invoked. */
  readonly live: lambda.IFunction;
  /** The failure queue that was made for the function. */
  readonly ownQueue?: sqs.IQueue;
  readonly hasDestination: boolean;
  readonly hasDeadLetters: boolean;
}

/**
 * One alarm: what it watches, when it rings, and what it tells the person it wakes.
 *
 * @internal
 */
export interface AlarmDefinition {
  readonly kind: keyof FunctionAlarms;
  readonly id: string;
  readonly severity: AlarmSeverity;
  readonly threshold: number;
  /** Whether it watches a level, which somebody brings down, and not a count, which is over by itself. */
  isGauge(watched: Observed): boolean;
  /** What it means, and where to look first. */
  message(watched: Observed): string;
  /** Absent where the function has nothing of the kind. */
  metric(watched: Observed, period: Duration): cloudwatch.IMetric | undefined;
  /** The same as a share of the invocations, where that makes sense. */
  rate?(watched: Observed, period: Duration, minimumInvocations: number): cloudwatch.IMetric;
}
