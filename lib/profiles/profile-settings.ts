import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { OkActions } from '../alarms/actions/ok-actions';
import type { EventSourceAlarmTunings } from '../alarms/event-source-alarms';
import type { FunctionAlarmTunings } from '../alarms/function-alarms';
import type { PolicyKind } from '../core/service-policy';
import type { KeyManagement } from '../encryption/encryption-key';
import type { FailureCapture } from '../failures/failure-capture';

/** What a profile may ask of a function. */
export enum HardeningRequirement {
  /** Who is notified of the alarms; to opt out pass `AlarmActions.none(reason)`. */
  ALARM_ACTIONS = 'alarmActions',
  /** A VPC; the way out is `Waiver.vpc(reason)`. */
  VPC = 'vpc',
  /** A reserved concurrency; the way out is `Waiver.reservedConcurrency(reason)`. */
  RESERVED_CONCURRENCY = 'reservedConcurrentExecutions',
  /** `maxConcurrency` on each SQS source of a function with a reserved concurrency. */
  MAX_CONCURRENCY = 'maxConcurrency',
}

/** What a profile says of a function that says nothing itself. What is left out is as in the profile that it derives from. */
export interface HardeningProfileOptions {
  /**
   * The instruction set of the function.
   *
   * @default - as in the profile that it derives from
   */
  readonly architecture?: lambda.Architecture;

  /**
   * Memory, in MB: 128 to 10240.
   *
   * @default - as in the profile that it derives from
   */
  readonly memorySize?: number;

  /**
   * After what time an invocation is ended: 1 to 900 seconds.
   *
   * @default - as in the profile that it derives from
   */
  readonly timeout?: Duration;

  /**
   * Whether invocations are traced by X-Ray.
   *
   * @default - as in the profile that it derives from
   */
  readonly tracing?: lambda.Tracing;

  /**
   * What happens when the function calls itself over SQS, SNS or S3. Where it is not set, Lambda stops the loop.
   *
   * @default - as in the profile that it derives from
   */
  readonly recursiveLoop?: lambda.RecursiveLoop;

  /**
   * The format of the logs.
   *
   * @default - as in the profile that it derives from
   */
  readonly loggingFormat?: lambda.LoggingFormat;

  /**
   * How long the function's own log group keeps its events.
   *
   * @default - as in the profile that it derives from
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * What happens to the function's own log group and failure queue when the stack is deleted.
   *
   * @default - as in the profile that it derives from
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Where an asynchronous event is sent after all retries have failed.
   *
   * @default - as in the profile that it derives from
   */
  readonly failureCapture?: FailureCapture;

  /**
   * How the alarms are tuned, or disabled.
   *
   * @default - as in the profile that it derives from, alarm by alarm
   */
  readonly alarms?: FunctionAlarmTunings;

  /**
   * How the alarms of event sources are tuned, or disabled.
   *
   * @default - as in the profile that it derives from, alarm by alarm
   */
  readonly sourceAlarms?: EventSourceAlarmTunings;

  /**
   * Which alarms also notify when they are over.
   *
   * @default - as in the profile that it derives from
   */
  readonly okActions?: OkActions;

  /**
   * Whose keys encrypt logs, failed events, alarms and environment.
   *
   * @default - as in the profile that it derives from
   */
  readonly keyManagement?: KeyManagement;

  /**
   * Whether permissions stand in policies inside the role or in customer-managed ones. A role of the user's takes later
   * grants in its own way.
   *
   * @default - as in the profile that it derives from
   */
  readonly policyKind?: PolicyKind;

  /**
   * Whether findings of cdk-nag's audit packs (HIPAA, NIST, PCI DSS) that the failure capture makes unavoidable are
   * acknowledged with the reason.
   *
   * @default - as in the profile that it derives from
   */
  readonly acknowledgeAuditPacks?: boolean;

  /**
   * What a function has to set, or to waive with a reason.
   *
   * @default - as in the profile that it derives from
   */
  readonly requirements?: HardeningRequirement[];
}

/**
 * A profile as it holds: all of it, but for what Lambda chooses itself unless the profile does.
 *
 * @internal
 */
export type ProfileSettings = Required<Omit<HardeningProfileOptions, 'recursiveLoop'>> & Pick<HardeningProfileOptions, 'recursiveLoop'>;
