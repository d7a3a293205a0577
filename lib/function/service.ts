import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { grantLate } from '../core/policies/grant-to-service';
import { RolePolicies } from '../core/policies/role-policies';
import { keyOfLogGroup, watchLogGroupKey } from '../encryption/log-group-key';
import { ExecutionRole } from '../execution/execution-role';
import { logKeyStatement } from '../execution/service-statements';
import type { LogTarget } from '../logging/log-group-of-lambda';
import { grantService } from '../mixins/service-grants';
import { denyNetworkInterfaceCalls, warnOfSingleZone } from '../network/vpc-access';
import type { FunctionPlan } from './plan';

/**
 * Turns on what takes a permission, and grants it before the function is made: Lambda asks for it at deployment.
 *
 * @internal
 */
export function turnOnService(shell: Construct, fn: lambda.Function, plan: FunctionPlan, logTarget: LogTarget): void {
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  const role = fn.role as iam.IRole;
  const { policyKind } = plan;
  const isTraced = plan.tracing !== lambda.Tracing.DISABLED;

  if (role instanceof ExecutionRole) RolePolicies.of(role).own(resource);
  watchLogGroupKey(shell, logTarget.group, plan.logs.logGroup || plan.logs.ofLambda ? undefined : plan.encryptionKey, (keyArn) =>
    grantLate(shell, 'LogKeyPolicy', role, policyKind, [logKeyStatement(shell, keyArn)]),
  );
  if (isTraced) resource.tracingConfig = { mode: plan.tracing };
  grantService(shell, resource, role, policyKind, {
    logStreams: logTarget.arn,
    isGroupOfLambda: logTarget.isMadeByLambda,
    isGroupNamedByFunction: logTarget.isNamedByFunction,
    logKey: keyOfLogGroup(logTarget.group),
    isTraced,
    isInVpc: plan.vpc !== undefined,
    environmentKey: plan.function.environmentEncryption,
    hasInsights: plan.function.insightsVersion !== undefined,
    fileSystem: plan.fileSystem,
  });

  if (plan.vpc) {
    warnOfSingleZone(shell, plan.vpc);
    if (plan.vpc.reasonToAllowCalls === undefined) denyNetworkInterfaceCalls(shell, role, policyKind, fn);
  }
}
