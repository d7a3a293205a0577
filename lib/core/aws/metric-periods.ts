/*
 * How often services publish their metrics.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */

/** In seconds, for the services below. @internal */
export const SHORTEST_PERIOD = 60;

const ONCE_A_MINUTE = ['AWS/Lambda', 'AWS/SQS'];

/** Whether an alarm over the period mostly has no data. @internal */
export const isTooShort = (namespace: string | undefined, period: number | undefined): boolean =>
  ONCE_A_MINUTE.includes(namespace ?? '') && period !== undefined && period < SHORTEST_PERIOD;
