import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { grantToService } from '../core/grant-to-service';
import type { PolicyKind, ServicePolicy } from '../core/service-policy';
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
  /** Where Lambda writes the logs. */
  readonly logs?: LogNeeds;
  /** The key of the log group. */
  readonly logKey?: string;
  readonly isTraced?: boolean;
  readonly isInVpc?: boolean;
  readonly environmentKey?: IKeyRef;
  readonly hasInsights?: boolean;
  readonly fileSystem?: lambda.FileSystem;
}

interface LogNeeds {
  /** The ARN of the streams. */
  readonly arn: string;
  /** Nobody but Lambda makes the group. */
  readonly isMadeByLambda?: boolean;
  /** The ARN needs the function to exist. */
  readonly isNamedByFunction?: boolean;
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
  const { logs, logKey, isTraced, isInVpc, environmentKey, hasInsights, fileSystem } = needs;
  const statements = [
    ...(logs === undefined || logs.isNamedByFunction ? [] : [logStatement(logs.arn, logs.isMadeByLambda)]),
    ...(logKey === undefined ? [] : [logKeyStatement(shell, logKey)]),
    ...(isTraced ? [tracingStatement()] : []),
    ...(isInVpc ? [vpcStatement()] : []),
    ...(environmentKey ? [environmentKeyStatement(environmentKey)] : []),
    ...(hasInsights ? [insightsStatement(shell)] : []),
    ...fileSystemStatements(fileSystem),
  ];
  if (logs?.isNamedByFunction) {
    // The name of the function is in that of its group: the function can't wait for this.
    const policy = grantToService(shell, 'LogPolicy', role, kind, [logStatement(logs.arn, logs.isMadeByLambda)]);
    acknowledgeStreams(policy, logs);
  }
  if (statements.length === 0) return undefined;
  const policy = grantToService(shell, 'ServicePolicy', role, kind, statements);
  acknowledgeWildcards(policy, needs);
  resource.node.addDependency(policy);
  return policy;
}

function acknowledgeWildcards(policy: ServicePolicy, { isTraced, isInVpc, logs, hasInsights }: ServiceNeeds): void {
  const open = [
    ...(isTraced ? ['X-Ray has no resource types'] : []),
    ...(isInVpc ? ['Lambda makes and deletes network interfaces whose ids nobody knows beforehand'] : []),
  ];
  if (open.length > 0) policy.acknowledgeWildcard('*', `${open.join('; ')}.`);
  if (logs && !logs.isNamedByFunction) acknowledgeStreams(policy, logs);
  if (hasInsights) {
    policy.acknowledgeWildcard(
      insightsStatement(policy).resources[0],
      'The streams of one log group: the Lambda Insights extension names each of them itself.',
    );
  }
}

function acknowledgeStreams(policy: ServicePolicy, { arn }: LogNeeds): void {
  if (!isAttribute(arn)) policy.acknowledgeWildcard(arn, 'The streams of one log group: Lambda names each of them itself.');
}

/** The ARN of a group of this app is an attribute, whose wildcard does not show. */
const isAttribute = (arn: string): boolean => Token.isUnresolved(arn) && !arn.endsWith(':*');
