import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AlarmPlan } from '../alarms/alarm-plan';
import { grantToService } from '../core/policies/grant-to-service';
import type { PolicyKind } from '../core/policies/service-policy';
import { cfnAlias } from '../releases/live-alias';
import type { DurablePlan } from './durable-plan';
import { encryptExecutions } from './execution-key';
import { printPrice } from './execution-prices';
import { checkpointStatement, executionsOf } from './execution-statements';
import { notifyOfFailedExecutions } from './failed-executions';
import { callerFaults } from './qualified-callers';

/** What else of the function its executions need. @internal */
export interface DurableSurroundings {
  readonly role: iam.IRole;
  readonly alias: lambda.Alias;
  readonly alarms: AlarmPlan;
  readonly policyKind: PolicyKind;
  readonly encryptionKey?: kms.IKey;
}

/**
 * What executions of the function need: permissions, a key, who is notified of those that fail, and callers that can wait.
 *
 * @internal
 */
export function runDurably(shell: Construct, fn: lambda.Function, plan: DurablePlan, surroundings: DurableSurroundings): void {
  const { role, alias, alarms, policyKind, encryptionKey } = surroundings;
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  const policy = grantToService(shell, 'DurablePolicy', role, policyKind, [checkpointStatement(fn)]);
  policy.acknowledgeWildcard(
    executionsOf(fn),
    'The versions of one function: its executions are resources below the version that started them.',
  );
  // The function can't wait for what names it; nobody starts an execution before the alias exists.
  policy.precede(cfnAlias(alias));
  if (encryptionKey) encryptExecutions(shell, resource, role, policyKind, encryptionKey);
  notifyOfFailedExecutions(shell, fn, alarms);
  printPrice(shell, plan);
  shell.node.addValidation({ validate: () => callerFaults(fn, plan) });
}
