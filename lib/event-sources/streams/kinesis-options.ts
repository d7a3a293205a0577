import type { KinesisAlarmTunings } from '../../alarms/event-source-alarms';
import type { HardenedStreamEventSourceOptions } from '../shared/batch-options';

/** How a function reads a stream of Kinesis: CDK's options with the same meaning, and a few more. */
export interface HardenedKinesisEventSourceProps extends HardenedStreamEventSourceOptions {
  /**
   * When reading begins, with `StartingPosition.AT_TIMESTAMP`: seconds since 1970, not in the future.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly startingPositionTimestamp?: number;

  /**
   * How the alarms of this source are tuned, given a severity, or disabled.
   *
   * @default - of the nearest scope and the profile; else each with its default
   */
  readonly alarms?: KinesisAlarmTunings;
}
