import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as nodejs from 'aws-cdk-lib/aws-lambda-nodejs';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { OkActions } from '../alarms/actions/ok-actions';
import type { EventSourceAlarmTunings } from '../alarms/event-source-alarms';
import type { FrontAlarmTunings } from '../alarms/front-alarms';
import type { FunctionAlarmTunings } from '../alarms/function-alarms';
import type { FailureCapture } from '../failures/failure-capture';
import type { Idempotency } from '../idempotency/idempotency';
import type { LogGroupName } from '../logging/log-group-name';
import type { Release } from '../releases/release';

/** Settings of a function that a profile and a scope can choose for it. */
export interface FunctionSettings {
  /**
   * The instruction set of the function.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html
   */
  readonly architecture?: lambda.Architecture;

  /**
   * Memory, in MB: 128 to 10240.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memorySize?: number;

  /**
   * After what time an invocation is ended: 1 to 900 seconds.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  readonly timeout?: Duration;

  /**
   * Whether invocations are traced by X-Ray.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   */
  readonly tracing?: lambda.Tracing;

  /**
   * The format of the logs.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
   */
  readonly loggingFormat?: lambda.LoggingFormat;

  /**
   * How long the function's own log group keeps its events.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * How the function's own log group is named. Not for functions with a `logGroup`.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
   */
  readonly logGroupName?: LogGroupName;

  /**
   * How functions are bundled, as in CDK. Only for functions that are bundled.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from,
   * option by option
   */
  readonly bundling?: nodejs.BundlingOptions;

  /**
   * Where an asynchronous event is sent after all retries have failed.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
   */
  readonly failureCapture?: FailureCapture;

  /**
   * How the alarms are tuned, or disabled.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from, alarm by alarm
   */
  readonly alarms?: FunctionAlarmTunings;

  /**
   * How the alarms of event sources are tuned, or disabled.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from, alarm by alarm
   */
  readonly sourceAlarms?: EventSourceAlarmTunings;

  /**
   * How the alarms of fronts are tuned, or disabled: of APIs, function URLs and distributions.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from, alarm by alarm
   */
  readonly frontAlarms?: FrontAlarmTunings;

  /**
   * Which alarms also notify when they are over.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly okActions?: OkActions;

  /**
   * How a new version gets its traffic. Every profile has none: a canary makes each deployment take its time, and a function
   * that is deployed already has to be moved to the alias with care.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
   */
  readonly release?: Release;

  /**
   * Where the code of the function keeps which events it has worked on. No profile has it: it takes code.
   *
   * @default - as in the next scope above, or in the profile; for a profile as in the one that it derives from
   */
  readonly idempotency?: Idempotency;
}

/**
 * The names of the settings. TypeScript holds the list to the interface.
 *
 * @internal
 */
export const FUNCTION_SETTINGS: { readonly [setting in keyof Required<FunctionSettings>]: true } = {
  architecture: true,
  memorySize: true,
  timeout: true,
  tracing: true,
  loggingFormat: true,
  logRetention: true,
  logGroupName: true,
  bundling: true,
  failureCapture: true,
  alarms: true,
  sourceAlarms: true,
  frontAlarms: true,
  okActions: true,
  release: true,
  idempotency: true,
};
