import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { MetricWindow } from './metric-window';

/*
 * What an alarm kind needs to know of the function or event source that it watches.
 */

/** @internal */
export interface Observed {
  /** The function, version or alias that is invoked. */
  readonly live: lambda.IFunction;
}

/**
 * What answers requests: an API, a function URL or a distribution.
 *
 * @internal
 */
export interface ObservedFront {
  /** What a server error means there, and where to look first. */
  readonly serverErrorHint: string;
  /** Whether responses are streamed, so that long ones are meant to be long. */
  readonly isStreamed?: boolean;
  serverErrors(window: MetricWindow): cloudwatch.IMetric;
  clientErrors(window: MetricWindow): cloudwatch.IMetric;
  requests(window: MetricWindow): cloudwatch.IMetric;
  /** How its latency is aggregated, where that is not its p99. */
  readonly latencyStatistic?: string;
  /** In milliseconds; undefined where there is no such metric. */
  latency(window: MetricWindow): cloudwatch.IMetric | undefined;
}

/** @internal */
export type AnyObserved = Observed | ObservedFront;

/** @internal */
export interface ObservedFunction extends Observed {
  /** The failure queue that was made for the function. */
  readonly dedicatedQueue?: sqs.IQueue;
  /** The failure queue that the functions of the stack share. */
  readonly sharedQueue?: sqs.IQueue;
  /** Whether services only poll events for the function, so that none invokes it asynchronously. */
  readonly isPolledOnly: boolean;
  readonly hasDestination: boolean;
  readonly hasDeadLetters: boolean;
  /** Whether the alias that is invoked has provisioned environments. */
  readonly hasProvisionedConcurrency?: boolean;
  /** Whether invocations are parts of durable executions. */
  readonly isDurable?: boolean;
}

/** @internal */
export interface ObservedSource extends Observed {
  /** What it reads, for people: its path, or its ARN. */
  readonly displayName: string;
  readonly mappingId: string;
}

/** @internal */
export interface ObservedReader extends ObservedSource {
  readonly isEnabled: boolean;
  /** Whether the mapping counts events. */
  readonly countsEvents: boolean;
  readonly isFiltered: boolean;
  /** How much arrives or waits, whether it is read or not; absent where no metric of this account is known to tell. */
  arriving?(window: MetricWindow): cloudwatch.IMetric[] | undefined;
}

/** @internal */
export interface ObservedQueue extends ObservedSource {
  /** Absent where it is in another account, as is the redrive queue. */
  readonly queue?: sqs.IQueue;
  readonly redriveQueue?: sqs.IQueue;
  /** How long all deliveries of a message take at most. */
  readonly lateAfter: Duration;
  /** How long the queue keeps a message, in seconds, where that is known. */
  readonly retention?: number;
  /** The same of the redrive queue. */
  readonly redriveRetention?: number;
  /** The shortest time that a message stays in the redrive queue. */
  readonly redriveStay: Duration;
}

/** @internal */
export interface ObservedBatches extends ObservedReader {
  /** The failure queue that was made for the source. */
  readonly dedicatedQueue?: sqs.IQueue;
  readonly hasFailureTarget: boolean;
  /** Whether the function's own alarm watches deliveries to failure targets already. */
  readonly deliveriesWatched: boolean;
  readonly partialResponses: boolean;
  /** Whether a batch is retried until its records expire, so that none is ever discarded. */
  readonly retriesUntilExpiry: boolean;
  /** How long records can be read again, where that is known. */
  readonly retention?: Duration;
}

/** @internal */
export interface ObservedTopic extends ObservedBatches {
  /** How many records are in a batch at most. */
  readonly batchSize: number;
  /** Whether the mapping counts errors. */
  readonly countsErrors: boolean;
}

/** @internal */
export interface ObservedStream extends ObservedBatches {
  readonly retention: Duration;
  /** The same, absent where it is not known here. */
  readonly knownRetention?: Duration;
  /** The longest time that the records of a failed batch can still be read. */
  readonly readableFor: Duration;
}
