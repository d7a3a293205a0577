import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { grantToService } from '../core/policies/grant-to-service';
import type { PolicyKind, ServicePolicy } from '../core/policies/service-policy';
import { fileSystemStatements } from '../execution/file-system-statements';
import {
  environmentKeyStatement,
  insightsStatement,
  logKeyStatement,
  logStatement,
  tracingStatement,
} from '../execution/service-statements';
import { vpcStatement } from '../network/vpc-access';

/**
 * What Lambda itself needs of the role, feature by feature.
 *
 * @internal
 */
export interface ServiceNeeds {
  /** The streams that Lambda writes the logs to. */
  readonly logStreams?: string;
  /** Nobody but Lambda makes the log group. */
  readonly isGroupOfLambda?: boolean;
  /** The name of the log group is known when the function exists. */
  readonly isGroupNamedByFunction?: boolean;
  /** The key of the log group. */
  readonly logKey?: string;
  readonly isTraced?: boolean;
  readonly isInVpc?: boolean;
  readonly environmentKey?: IKeyRef;
  readonly hasInsights?: boolean;
  readonly fileSystem?: lambda.FileSystem;
}

/**
 * Allows the role what Lambda itself needs, before the function is made or updated: Lambda asks for it at deployment.
 *
 * @internal
 */
export function grantService(
  shell: Construct,
  resource: lambda.CfnFunction,
  role: iam.IRole,
  kind: PolicyKind,
  needs: ServiceNeeds,
): ServicePolicy | undefined {
  const { logStreams, isGroupOfLambda, isGroupNamedByFunction, logKey, isTraced, isInVpc, environmentKey, hasInsights, fileSystem } = needs;
  const ofLogs = logStreams === undefined ? [] : [logStatement(logStreams, isGroupOfLambda)];
  const statements = [
    ...(isGroupNamedByFunction ? [] : ofLogs),
    ...(logKey === undefined ? [] : [logKeyStatement(shell, logKey)]),
    ...(isTraced ? [tracingStatement()] : []),
    ...(isInVpc ? [vpcStatement()] : []),
    ...(environmentKey ? [environmentKeyStatement(environmentKey)] : []),
    ...(hasInsights ? [insightsStatement(shell)] : []),
    ...fileSystemStatements(fileSystem),
  ];
  // The function can't wait for what waits for it.
  if (isGroupNamedByFunction) acknowledgeStreams(grantToService(shell, 'LogPolicy', role, kind, ofLogs), logStreams);
  if (statements.length === 0) return undefined;
  const policy = grantToService(shell, 'ServicePolicy', role, kind, statements);
  acknowledgeWildcards(policy, needs);
  policy.precede(resource);
  return policy;
}

function acknowledgeWildcards(
  policy: ServicePolicy,
  { isTraced, isInVpc, logStreams, isGroupNamedByFunction, hasInsights }: ServiceNeeds,
): void {
  const open = [
    ...(isTraced ? ['X-Ray has no resource types'] : []),
    ...(isInVpc ? ['Lambda makes and deletes network interfaces whose ids nobody knows beforehand'] : []),
  ];
  if (open.length > 0) policy.acknowledgeWildcard('*', `${open.join('; ')}.`);
  if (!isGroupNamedByFunction) acknowledgeStreams(policy, logStreams);
  if (hasInsights) {
    policy.acknowledgeWildcard(
      insightsStatement(policy).resources[0],
      'The streams of one log group: the Lambda Insights extension names each of them itself.',
    );
  }
}

function acknowledgeStreams(policy: ServicePolicy, arn: string | undefined): void {
  if (arn !== undefined && !isAttribute(arn))
    policy.acknowledgeWildcard(arn, 'The streams of one log group: Lambda names each of them itself.');
}

/** The ARN of a group of this app is an attribute, whose wildcard does not show. */
const isAttribute = (arn: string): boolean => Token.isUnresolved(arn) && !arn.endsWith(':*');
