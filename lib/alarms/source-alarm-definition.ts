import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmSeverity } from './alarm-severity';
import type { AlarmTuning } from './alarm-tuning';

/** The alarms of an event source, by what they tell. One that was left out, or has nothing to watch, is absent. */
export interface EventSourceAlarms {
  /** A message waits in the queue for too long. */
  readonly oldestMessage?: cloudwatch.Alarm;
  /** A message failed for good, and waits in the redrive queue. */
  readonly redrivenMessages?: cloudwatch.Alarm;
  /** The redrive queue is about to forget its oldest message. */
  readonly expiringMessages?: cloudwatch.Alarm;
  /** The function reads the stream too late. */
  readonly iteratorAge?: cloudwatch.Alarm;
  /** Records failed, also where the function reported them and succeeded itself. */
  readonly failedRecords?: cloudwatch.Alarm;
  /** A batch failed for good. */
  readonly failedBatches?: cloudwatch.Alarm;
  /** A batch that failed for good could not be delivered to its failure target, and is lost. */
  readonly undeliveredBatches?: cloudwatch.Alarm;
  /** The stream is about to forget the records of a batch that failed for good. */
  readonly expiringBatches?: cloudwatch.Alarm;
  /** The function is too many records behind the end of the topic. */
  readonly offsetLag?: cloudwatch.Alarm;
  /** An event was too large for the function, and is lost. */
  readonly oversizedRecords?: cloudwatch.Alarm;
}

/** How the alarms of a queue are tuned. */
export interface QueueAlarmTunings {
  /**
   * A message waits in the queue for too long, in seconds.
   *
   * @default - older than all of its deliveries take: the visibility timeout times `maxReceiveCount`, at least 15 minutes
   */
  readonly oldestMessage?: AlarmTuning;

  /**
   * A message failed for good, and waits in the redrive queue.
   *
   * @default - more than 0 messages
   */
  readonly redrivenMessages?: AlarmTuning;

  /**
   * The redrive queue is about to forget its oldest message: how long ago it came there, in seconds.
   *
   * @default - longer than six tenths of the time that it surely stays there
   */
  readonly expiringMessages?: AlarmTuning;
}

/** How the alarms of batches are tuned, whatever they are read from. */
export interface BatchAlarmTunings {
  /**
   * Records failed, also where the function reported them and succeeded itself. Only with partial batch responses and
   * the event counts of the mapping.
   *
   * @default - more than 0 in 5 minutes
   */
  readonly failedRecords?: AlarmTuning;

  /**
   * A batch failed for good.
   *
   * @default - more than 0 in the own failure queue; else delivered to the failure target, or dropped, in 5 minutes
   */
  readonly failedBatches?: AlarmTuning;

  /**
   * A batch that failed for good could not be delivered to its failure target, and is lost. Where the function itself
   * watches its deliveries, its own alarm tells of these too.
   *
   * @default - more than 0 in 5 minutes
   */
  readonly undeliveredBatches?: AlarmTuning;
}

/** How the alarm on the age of records is tuned, where Lambda measures it: streams and DocumentDB. */
export interface IteratorAgeAlarmTunings {
  /**
   * The function reads the stream too late, in milliseconds.
   *
   * @default - later than 15 minutes
   */
  readonly iteratorAge?: AlarmTuning;
}

/** How the alarms of a stream are tuned. */
export interface StreamAlarmTunings extends BatchAlarmTunings, IteratorAgeAlarmTunings {
  /**
   * The stream is about to forget the records of a batch in the own failure queue: how long ago it came there, in seconds.
   *
   * @default - half of the time for which they can still be read
   */
  readonly expiringBatches?: AlarmTuning;
}

/** How the alarms of a Kafka topic are tuned. */
export interface KafkaAlarmTunings extends BatchAlarmTunings {
  /**
   * The function is too many records behind the end of the topic.
   *
   * @default - more than a hundred batches behind
   */
  readonly offsetLag?: AlarmTuning;
}

/** How the alarms of a change stream of DocumentDB are tuned. */
export interface DocumentDbAlarmTunings extends IteratorAgeAlarmTunings {
  /**
   * An event was larger than the 6 MB that a function takes, and is lost.
   *
   * @default - more than 0 in 5 minutes
   */
  readonly oversizedRecords?: AlarmTuning;
}

/** How the alarms of event sources are tuned, whatever their kind. */
export interface EventSourceAlarmTunings extends QueueAlarmTunings, StreamAlarmTunings, KafkaAlarmTunings, DocumentDbAlarmTunings {}

/**
 * What the alarms of any event source look at.
 *
 * @internal
 */
export interface ObservedSource {
  /** The function, version or alias that is invoked. */
  readonly live: lambda.IFunction;
  /** What it reads, for people: its path, or its ARN. */
  readonly displayName: string;
  readonly mappingId: string;
}

/**
 * One alarm of an event source: what it watches, when it rings, and what it tells the person it wakes.
 *
 * @internal
 */
export interface SourceAlarmDefinition<W extends ObservedSource> {
  readonly kind: keyof EventSourceAlarms;
  readonly id: string;
  readonly severity: AlarmSeverity;
  threshold(watched: W): number;
  /** Whether it watches a level, which somebody brings down, and not a count, which is over by itself. */
  isGauge(watched: W): boolean;
  /** What it means, and where to look first. */
  message(watched: W): string;
  /** Absent where the source has nothing of the kind. */
  metric(watched: W, period: Duration): cloudwatch.IMetric | undefined;
}
