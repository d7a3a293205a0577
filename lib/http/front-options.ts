import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { AlarmActions } from '../alarms/actions/alarm-actions';
import type { OkActions } from '../alarms/actions/ok-actions';
import type { FrontAlarmTunings } from '../alarms/front-alarms';
import type { HardeningProfile } from '../profiles/hardening-profile';
import type { PublicAccess } from './public-access';

/** How many requests a route takes. Further ones are answered with 429. */
export interface RouteThrottle {
  /**
   * Requests a second in the long run: at least 0.
   *
   * @default 1000
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
   */
  readonly rateLimit?: number;

  /**
   * Requests at once, beyond the rate: a whole number of at least 0.
   *
   * @default 500
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
   */
  readonly burstLimit?: number;
}

/** What the alarms of a front take. */
export interface FrontAlarmOptions {
  /**
   * Who is notified of the alarms.
   *
   * Required: synthesis fails if neither the front nor a scope sets it, unless the profile has no requirements.
   *
   * @default - of the nearest scope
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly alarmActions?: AlarmActions;

  /**
   * How the alarms are tuned, given a severity, or disabled.
   *
   * @default - `frontAlarms` of the nearest scope and of the profile
   */
  readonly alarms?: FrontAlarmTunings;

  /**
   * Which alarms also notify when they are over.
   *
   * @default - of the nearest scope; else OkActions.GAUGES
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly okActions?: OkActions;

  /**
   * The page that the person on call should open: an http or https address of at most 300 characters.
   *
   * @default - of the nearest scope, or no runbook
   */
  readonly runbookUrl?: string;

  /**
   * The settings that hold where neither the front nor a scope sets its own.
   *
   * @default - of the nearest scope, or HardeningProfile.standard()
   */
  readonly profile?: HardeningProfile;

  /**
   * The customer-managed key that encrypts the access logs and the alarm topic.
   *
   * @default - of the nearest scope; else under a profile with customer-managed keys one key per stack, or none
   */
  readonly encryptionKey?: kms.IKey;
}

/** What an API takes beside the options of the CDK. */
export interface HardenedApiOptions extends FrontAlarmOptions {
  /**
   * How many requests each route takes that sets no throttle itself.
   *
   * Without it, all APIs of the account share what API Gateway allows in the Region: 10,000 requests a second by default.
   *
   * @default - 1,000 requests a second and 500 at once
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
   */
  readonly throttle?: RouteThrottle;

  /**
   * That anyone may call each route without an authorizer.
   *
   * @default - synthesis fails for a route without an authorizer, unless the route itself has `publicAccess`
   */
  readonly publicAccess?: PublicAccess;

  /**
   * Where the access logs are written.
   *
   * @default - a log group of the API
   */
  readonly accessLogGroup?: logs.ILogGroup;

  /**
   * How long the log group of the API keeps the access logs. Can't be combined with `accessLogGroup`.
   *
   * @default - of the nearest scope; else one year
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
   */
  readonly logRetention?: logs.RetentionDays;
}

/** The names of the options. TypeScript holds the list to the interface. @internal */
export const ALARM_OPTIONS: { readonly [option in keyof Required<FrontAlarmOptions>]: true } = {
  alarmActions: true,
  alarms: true,
  okActions: true,
  runbookUrl: true,
  profile: true,
  encryptionKey: true,
};

/** @internal */
export const API_OPTIONS: { readonly [option in keyof Required<HardenedApiOptions>]: true } = {
  ...ALARM_OPTIONS,
  throttle: true,
  publicAccess: true,
  accessLogGroup: true,
  logRetention: true,
};
