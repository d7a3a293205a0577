import type * as cdk from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { AlarmPlan } from '../alarms/alarm-plan';
import type { PolicyKind } from '../core/policies/service-policy';
import type { AsyncPlan } from '../failures/async-plan';
import type { IdempotencyPlan } from '../idempotency/idempotency-plan';
import type { WaiverPlan } from '../profiles/requirements';

/**
 * What is decided for all that follows a function, whoever made it.
 *
 * @internal
 */
export interface CompletionPlan {
  readonly async: AsyncPlan;
  readonly alarms: AlarmPlan;
  readonly policyKind: PolicyKind;
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy: cdk.RemovalPolicy;
  readonly waivers: WaiverPlan;
  /** Why the code may call what its role has for a VPC. */
  readonly reasonToAllowCalls?: string;
  /** Whether each queue source must set `maxConcurrency` where concurrency is reserved. */
  readonly needsMaxConcurrency: boolean;
  readonly acknowledgeAuditPacks: boolean;
  /** What makes the function idempotent, or why nothing does. */
  readonly idempotency?: IdempotencyPlan;
}
