import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { AlarmSeverity } from './alarm-severity';
import type { EventSourceAlarms } from './event-source-alarms';
import type { FrontAlarms } from './front-alarms';
import type { FunctionAlarms } from './function-alarms';
import type { MetricWindow } from './metric-window';
import type { AnyObserved, ObservedFunction } from './observed';

/** The key of an alarm in `FunctionAlarms`, `EventSourceAlarms` or `FrontAlarms`, and in their tunings. @internal */
export type AlarmKey = keyof FunctionAlarms | keyof EventSourceAlarms | keyof FrontAlarms;

/** The rows of a dashboard that show alarms of a kind: what arrives, whether it works, whether there is room, where is what failed. @internal */
export type AlarmRow = 'traffic' | 'results' | 'capacity' | 'failures';

/** A function that shares an alarm of its stack, and the failure queue. @internal */
export interface SharedBy {
  readonly queue: sqs.IQueue;
  readonly observed: ObservedFunction;
}

/**
 * One kind of alarm: what it watches, when it goes into ALARM, and what its description says.
 *
 * @internal
 */
export interface AlarmKind<O extends AnyObserved, K extends AlarmKey = AlarmKey> {
  readonly kind: K;
  /** The id of the construct: a contract, since logical ids are made of it. */
  readonly id: string;
  readonly severity: AlarmSeverity;
  /** To what its metric belongs: event sources share alarms on metrics of their function, functions those on their shared queue. */
  readonly belongsTo: 'function' | 'eventSource' | 'failureQueue' | 'front';
  /** Where a dashboard shows it. */
  readonly row: AlarmRow;
  /** How a level is aggregated; Maximum where this is omitted. */
  statistic?(observed: O): string;
  /** How many periods in a row must be above the threshold; 1 where this is omitted. */
  readonly evaluationPeriods?: number;
  threshold(observed: O): number;
  /** Whether the metric is a level that somebody brings down, and not a count. A count is read as Sum. */
  isGauge(observed: O): boolean;
  /** The greatest value that the metric can have, where one is known: an alarm at or above it never fires. */
  most?(observed: O): number | undefined;
  /** Why it fired, and where to look first; a function where that may change until the app is complete. */
  readonly message: string | ((observed: O) => string);
  /** Whether the alarm is made without being tuned; it is where this is omitted. */
  isDefault?(observed: O): boolean;
  /** What is shared by those that have one alarm of the stack, where the kind is not tuned. */
  sharedBy?(observed: O): SharedBy | undefined;
  /** Absent where there is nothing of the kind to watch. */
  metric(observed: O, window: MetricWindow): cloudwatch.IMetric | undefined;
  /** The same as a share of the invocations or requests, where that makes sense. */
  rate?(observed: O, period: Duration, minimumInvocations: number): cloudwatch.IMetric;
}
