import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { MqAlarmTunings } from '../../alarms/event-source-alarms';
import type { HardenedFilteredEventSourceOptions } from '../shared/event-source-options';

/** How a function reads a queue of Amazon MQ, whatever its engine. */
export interface HardenedMqEventSourceOptions extends HardenedFilteredEventSourceOptions {
  /**
   * The ARN of the broker, in the function's own account.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
   */
  readonly brokerArn: string;

  /**
   * The queue on the broker: 1 to 1000 characters. It has to exist.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
   */
  readonly queue: string;

  /**
   * The secret with `username` and `password`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
   */
  readonly secret: secretsmanager.ISecret;

  /**
   * How many messages the function gets at once at the most: 1 to 10000.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
   */
  readonly batchSize?: number;

  /**
   * How the alarm of this source is tuned, given a severity, or disabled.
   *
   * @default - of the nearest scope and the profile; else with its default
   */
  readonly alarms?: MqAlarmTunings;
}
