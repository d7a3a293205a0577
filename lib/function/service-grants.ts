import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { grantLate, grantToService } from '../core/grant-to-service';
import { RolePolicies } from '../core/role-policies';
import type { ServicePolicy } from '../core/service-policy';
import { keyOfLogGroup, watchLogGroupKey } from '../encryption/log-group-key';
import { ExecutionRole } from '../execution/execution-role';
import { fileSystemStatements } from '../execution/file-system-statements';
import {
  environmentKeyStatement,
  insightsStatement,
  logKeyStatement,
  logStatement,
  tracingStatement,
} from '../execution/service-statements';
import { denyNetworkInterfaceCalls, vpcStatement, warnOfSingleZone } from '../network/vpc-access';
import type { FunctionPlan } from './plan';

/**
 * Turns on what takes a permission, and grants it before the function is made: Lambda asks for it at deployment.
 *
 * @internal
 */
export function grantService(shell: Construct, fn: lambda.Function, plan: FunctionPlan): void {
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  const role = fn.role as iam.IRole;
  const traced = plan.tracing !== lambda.Tracing.DISABLED;
  const { environmentEncryption, insightsVersion } = plan.function;

  if (role instanceof ExecutionRole) RolePolicies.of(role).own(resource);
  const logKey = keyOfLogGroup(fn.logGroup);
  watchLogGroupKey(shell, fn, plan.logs.logGroup ? undefined : plan.encryptionKey, (keyArn) =>
    grantLate(shell, 'LogKeyPolicy', role, plan.policyKind, [logKeyStatement(shell, keyArn)]),
  );
  if (traced) resource.tracingConfig = { mode: plan.tracing };
  const policy = grantToService(shell, 'ServicePolicy', role, plan.policyKind, [
    logStatement(fn.logGroup.logGroupArn),
    ...(logKey === undefined ? [] : [logKeyStatement(shell, logKey)]),
    ...(traced ? [tracingStatement()] : []),
    ...(plan.vpc ? [vpcStatement()] : []),
    ...(environmentEncryption ? [environmentKeyStatement(environmentEncryption)] : []),
    ...(insightsVersion ? [insightsStatement(shell)] : []),
    ...fileSystemStatements(plan.fileSystem),
  ]);
  acknowledgeWildcards(policy, fn, plan, traced);
  resource.node.addDependency(policy);

  if (plan.vpc) {
    warnOfSingleZone(shell, plan.vpc);
    if (plan.vpc.reasonToAllowCalls === undefined) denyNetworkInterfaceCalls(shell, role, plan.policyKind, fn);
  }
}

function acknowledgeWildcards(policy: ServicePolicy, fn: lambda.Function, plan: FunctionPlan, traced: boolean): void {
  const open = [
    ...(traced ? ['X-Ray has no resource types'] : []),
    ...(plan.vpc ? ['Lambda makes and deletes network interfaces whose ids nobody knows beforehand'] : []),
  ];
  if (open.length > 0) policy.acknowledgeWildcard('*', `${open.join('; ')}.`);
  if (plan.logs.logGroup && !isAttribute(fn.logGroup.logGroupArn)) {
    policy.acknowledgeWildcard(fn.logGroup.logGroupArn, 'The streams of one log group: Lambda names each of them itself.');
  }
  if (plan.function.insightsVersion) {
    policy.acknowledgeWildcard(
      insightsStatement(fn).resources[0],
      'The streams of one log group: the Lambda Insights extension names each of them itself.',
    );
  }
}

/** The ARN of a group of this app is an attribute, whose wildcard does not show. */
const isAttribute = (arn: string): boolean => Token.isUnresolved(arn) && !arn.endsWith(':*');
