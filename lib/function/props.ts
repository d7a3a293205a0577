import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmActions } from '../alarms/actions/alarm-actions';
import type { OkActions } from '../alarms/actions/ok-actions';
import type { FrontAlarmTunings } from '../alarms/front-alarms';
import type { FunctionAlarmTunings } from '../alarms/function-alarms';
import type { FailureCapture } from '../failures/failure-capture';
import type { Idempotency } from '../idempotency/idempotency';
import type { LogGroupName } from '../logging/log-group-name';
import type { NetworkInterfaceCalls } from '../network/network-interface-calls';
import type { Powertools } from '../powertools/powertools';
import type { HardeningProfile } from '../profiles/hardening-profile';
import type { Waiver } from '../profiles/waiver';
import type { ProvisionedConcurrency } from '../releases/provisioned-concurrency';
import type { Release } from '../releases/release';

/**
 * What every hardened function takes beside its code: CDK's options with their meaning, and a few more.
 *
 * Where CDK's default differs: `architecture` ARM_64, `memorySize` 256 MB, `timeout` 30 seconds, `tracing` ACTIVE,
 * `loggingFormat` JSON, a dedicated log group with a retention of one year. `logRetention` and `logRemovalPolicy`
 * hold for that group, without a custom resource. A profile or a scope may choose otherwise.
 */
export interface HardenedFunctionOptions extends lambda.FunctionOptions {
  /**
   * The settings that hold where neither the function nor a scope (`HardenedFunctionDefaults`) sets its own.
   *
   * @default - of the nearest scope, or HardeningProfile.standard()
   */
  readonly profile?: HardeningProfile;

  /**
   * Requirements of the profile that this function does not meet, each with its reason.
   *
   * @default - of the nearest scope, or none
   */
  readonly waivers?: Waiver[];

  /**
   * The customer-managed key that encrypts the function's own log group, failure queue, alarm topic and environment.
   *
   * Its policy gets what CloudWatch Logs and CloudWatch need; for an imported key that is a warning.
   *
   * @default - of the nearest scope; else under a profile with customer-managed keys one key per stack, or none
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The permissions boundary of the function's own role. Can't be combined with `role`.
   *
   * @default - of the nearest scope, or none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * Who is notified of the function's alarms.
   *
   * Required: synthesis fails if neither the function nor a scope sets it, unless the profile has no requirements.
   *
   * @default - of the nearest scope
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly alarmActions?: AlarmActions;

  /**
   * How the alarms are tuned, given a severity, or disabled.
   *
   * @default - of the nearest scope and the profile; else every alarm that has something to watch, with its default
   */
  readonly alarms?: FunctionAlarmTunings;

  /**
   * How the alarms of the function's URL are tuned, given a severity, or disabled. Only with `addFunctionUrl`.
   *
   * @default - `frontAlarms` of the nearest scope and of the profile
   */
  readonly urlAlarms?: FrontAlarmTunings;

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
   * The description of every alarm has it.
   *
   * @default - of the nearest scope, or no runbook
   */
  readonly runbookUrl?: string;

  /**
   * How the function's own log group is named. Can't be combined with `logGroup`.
   *
   * @default - of the nearest scope; else LogGroupName.generated()
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
   */
  readonly logGroupName?: LogGroupName;

  /**
   * Where an asynchronous event is sent after all retries have failed.
   *
   * Can't be combined with `onFailure`, `deadLetterQueue`, `deadLetterQueueEnabled` or `deadLetterTopic`, which keep CDK's
   * meaning.
   *
   * @default - of the nearest scope; else of the profile: `FailureCapture.sharedQueue()`, an on-failure destination to one
   * queue of the stack that its functions share; under `HardeningProfile.strict()` `FailureCapture.dedicatedDeadLetterQueue()`
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
   */
  readonly failureCapture?: FailureCapture;

  /**
   * How a new version gets its traffic: by the alias `live`, which is then what callers invoke, and what the function's
   * name, grants, permissions, mappings and metrics mean.
   *
   * @default - of the nearest scope, or of the profile; else none: a deployment replaces the function for all callers at once
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
   */
  readonly release?: Release;

  /**
   * Environments that wait for invocations, on the alias `live`, which the function then has. Can't be combined with
   * `snapStart`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
   */
  readonly provisionedConcurrency?: ProvisionedConcurrency;

  /**
   * Whether the function's own code may call the EC2 actions that its role holds for the VPC. Only with `vpc`.
   *
   * @default - of the nearest scope; else with `vpc`: NetworkInterfaceCalls.denied()
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
   */
  readonly networkInterfaceCalls?: NetworkInterfaceCalls;

  /**
   * The environment of Powertools for AWS Lambda, and optionally its layer.
   *
   * @default - of the nearest scope, or none
   * @see https://docs.aws.amazon.com/powertools/
   */
  readonly powertools?: Powertools;

  /**
   * Where the code keeps which events it has worked on, so that an event that is delivered twice has its effect once. The
   * code does that by Powertools.
   *
   * @default - of the nearest scope, or of the profile; else none
   * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
   */
  readonly idempotency?: Idempotency;
}

/** What a hardened function takes. */
export interface HardenedFunctionProps extends HardenedFunctionOptions {
  /**
   * The runtime. A deprecated one is warned of.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
   */
  readonly runtime: lambda.Runtime;

  /**
   * File and function, as in `index.handler`: 1 to 128 characters without white space.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
   */
  readonly handler: string;

  /**
   * The code, as in CDK: `lambda.Code.fromAsset('dist')`.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
   */
  readonly code: lambda.Code;
}
