import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { PolicyKind } from '../core/policies/service-policy';
import type { KeyManagement } from '../encryption/encryption-key';
import { FUNCTION_SETTINGS, type FunctionSettings } from './function-settings';

/** What a profile can require of a function. */
export enum HardeningRequirement {
  /** Who is notified of the alarms; to opt out pass `AlarmActions.none(reason)`. */
  ALARM_ACTIONS = 'alarmActions',
  /** A VPC; to opt out pass `Waiver.vpc(reason)`. */
  VPC = 'vpc',
  /** A reserved concurrency; to opt out pass `Waiver.reservedConcurrency(reason)`. */
  RESERVED_CONCURRENCY = 'reservedConcurrentExecutions',
  /** `maxConcurrency` on each SQS source of a function with a reserved concurrency. */
  MAX_CONCURRENCY = 'maxConcurrency',
}

/** The settings of a profile. A setting that is left out is as in the profile that it derives from. */
export interface HardeningProfileOptions extends FunctionSettings {
  /**
   * What happens when the function calls itself over SQS, SNS or S3. Where it is not set, Lambda stops the loop.
   *
   * @default - as in the profile that it derives from
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   */
  readonly recursiveLoop?: lambda.RecursiveLoop;

  /**
   * What happens to the function's own log group and failure queue when the stack is deleted.
   *
   * @default - as in the profile that it derives from
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whose keys encrypt logs, failed events, alarms and environment.
   *
   * @default - as in the profile that it derives from
   */
  readonly keyManagement?: KeyManagement;

  /**
   * Whether permissions are in inline policies of the role or in customer-managed ones. A role of the user's takes later
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
export type ProfileSettings = Required<Omit<HardeningProfileOptions, UnsetByDefault>> & Pick<HardeningProfileOptions, UnsetByDefault>;

/** What no profile of the library sets. @internal */
export type UnsetByDefault = 'recursiveLoop' | 'idempotency';

/**
 * The names of a profile's settings. TypeScript holds the list to the interface.
 *
 * @internal
 */
export const PROFILE_SETTINGS: { readonly [setting in keyof Required<HardeningProfileOptions>]: true } = {
  ...FUNCTION_SETTINGS,
  recursiveLoop: true,
  removalPolicy: true,
  keyManagement: true,
  policyKind: true,
  acknowledgeAuditPacks: true,
  requirements: true,
};
