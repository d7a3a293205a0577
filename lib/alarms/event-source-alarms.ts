import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmTuning } from './alarm-tuning';

/** The alarms of an event source, by their cause. One that is disabled, or has nothing to watch, is absent. */
export interface EventSourceAlarms {
  /** A message waits in the queue for too long. */
  readonly oldestMessage?: cloudwatch.Alarm;
  /** A message failed after all deliveries and is stored in the redrive queue. */
  readonly redrivenMessages?: cloudwatch.Alarm;
  /** The redrive queue will soon delete its oldest message. */
  readonly expiringMessages?: cloudwatch.Alarm;
  /** The function processes records too late. Event sources of the function share this alarm. */
  readonly iteratorAge?: cloudwatch.Alarm;
  /** Records failed, including those that the function reported as failed. */
  readonly failedRecords?: cloudwatch.Alarm;
  /** A batch failed after all retries. */
  readonly failedBatches?: cloudwatch.Alarm;
  /** A failed batch could not be delivered to its failure target, and is lost. Event sources of the function share this alarm. */
  readonly undeliveredBatches?: cloudwatch.Alarm;
  /** The records of a failed batch will soon expire in the stream. */
  readonly expiringBatches?: cloudwatch.Alarm;
  /** The function is too many records behind the end of the topic. Event sources of the function share this alarm. */
  readonly offsetLag?: cloudwatch.Alarm;
  /** An event was too large for the function, and is lost. Event sources of the function share this alarm. */
  readonly oversizedRecords?: cloudwatch.Alarm;
  /** Records arrive, or messages wait, and Lambda reads none of them. */
  readonly stoppedReader?: cloudwatch.Alarm;
  /** Lambda can't read the topic. */
  readonly pollingErrors?: cloudwatch.Alarm;
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
   * A message failed after all deliveries and is stored in the redrive queue.
   *
   * @default - more than 0 messages
   */
  readonly redrivenMessages?: AlarmTuning;

  /**
   * The redrive queue will soon delete its oldest message: how long it has been there, in seconds.
   *
   * @default - longer than six tenths of the shortest time that a message stays there
   */
  readonly expiringMessages?: AlarmTuning;
}

/** How the alarms of every source of batches are tuned. */
export interface BatchAlarmTunings {
  /**
   * Records failed, including those that the function reported as failed and Lambda retries. Only with partial batch
   * responses. A tuning turns on the event counts of the mapping, which cost as custom metrics do.
   *
   * @default - none, since `failedBatches` fires after all retries; more than 0 in 5 minutes for a Kafka topic whose batches
   * are retried forever
   */
  readonly failedRecords?: AlarmTuning;

  /**
   * A batch failed after all retries.
   *
   * @default - more than 0 in the dedicated failure queue; else delivered to the failure target, or dropped, in 5 minutes
   */
  readonly failedBatches?: AlarmTuning;

  /**
   * A failed batch could not be delivered to its failure target, and is lost. The metric is the function's: its event
   * sources share one alarm and must tune it alike, and 'undeliveredEvents' covers it where the function has that alarm.
   *
   * @default - more than 0 in 5 minutes
   */
  readonly undeliveredBatches?: AlarmTuning;
}

/** How the alarm on the age of records is tuned. Lambda measures it for streams and DocumentDB. */
export interface IteratorAgeAlarmTunings {
  /**
   * The function processes records too late, in milliseconds. The metric is the function's: its event sources share one
   * alarm and must tune it alike. It has no data while nothing is read, so it does not fire where the reader has stopped: for
   * Kinesis `stoppedReader` does. For DynamoDB and DocumentDB no metric shows that for certain. Writes to a table
   * (`ConsumedWriteCapacityUnits`) while the function has no invocations only hint at it: not every write changes an item, and
   * items that expire by their time to live are no writes.
   *
   * @default - later than 15 minutes
   */
  readonly iteratorAge?: AlarmTuning;
}

/** How the alarm on a reader that has stopped is tuned. */
export interface StoppedReaderAlarmTunings {
  /**
   * Records arrive in the stream, or messages wait in the queue, and Lambda reads none of them: the event source mapping is
   * disabled, or lacks access. Its value is 1 or 0. It compares `IncomingRecords` of the stream, or the messages that wait on
   * the broker, with the event counts of the mapping where these are on, and else with `Invocations` of the function, which
   * other event sources of the function raise too.
   *
   * @default - 1 in each of six periods of 5 minutes in a row. None where `enabled` is false, where `filters` are set without
   * event counts (a tuning turns them on), for a source of another account, and for a broker whose name is not known
   */
  readonly stoppedReader?: AlarmTuning;
}

/** How the alarms of a stream of Kinesis are tuned. */
export interface KinesisAlarmTunings extends StreamAlarmTunings, StoppedReaderAlarmTunings {}

/** How the alarms of a queue of Amazon MQ are tuned. */
export interface MqAlarmTunings extends StoppedReaderAlarmTunings {}

/** How the alarms of a stream are tuned. */
export interface StreamAlarmTunings extends BatchAlarmTunings, IteratorAgeAlarmTunings {
  /**
   * The records of a batch in the dedicated failure queue will soon expire in the stream: how long the batch has been in
   * the queue, in seconds.
   *
   * @default - half of the time for which they can still be read, at most 10 of the 14 days that the queue keeps the batch
   */
  readonly expiringBatches?: AlarmTuning;
}

/** How the alarms of a Kafka topic are tuned. */
export interface KafkaAlarmTunings extends BatchAlarmTunings {
  /**
   * The function is too many records behind the end of the topic. The metric is the function's: its event sources share
   * one alarm and must tune it alike. It has no data while Lambda can't read the topic: `pollingErrors` fires then.
   *
   * @default - more than a hundred batches behind, by the largest batch size
   */
  readonly offsetLag?: AlarmTuning;

  /**
   * Lambda can't read the topic: network, credentials or access rules of the cluster. It needs the metric group `ErrorCount`
   * of the mapping, which Lambda publishes only with errors.
   *
   * @default - more than 0 in each of three periods of 5 minutes in a row
   */
  readonly pollingErrors?: AlarmTuning;
}

/** How the alarms of a change stream of DocumentDB are tuned. */
export interface DocumentDbAlarmTunings extends IteratorAgeAlarmTunings {
  /**
   * An event was larger than the 6 MB that a function accepts, and is lost. The metric is the function's: its event
   * sources share one alarm and must tune it alike.
   *
   * @default - more than 0 in 5 minutes
   */
  readonly oversizedRecords?: AlarmTuning;
}

/** How the alarms of event sources of any kind are tuned. */
export interface EventSourceAlarmTunings extends QueueAlarmTunings, KinesisAlarmTunings, KafkaAlarmTunings, DocumentDbAlarmTunings {}
