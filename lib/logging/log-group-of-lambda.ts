import { ArnFormat, FeatureFlags, Stack, Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';

/*
 * The group /aws/lambda/NAME, as a plain function of the CDK has it. The stack makes it after the function, or a custom resource
 * sets its retention, or Lambda makes it at the first invocation.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */

/** `USE_CDK_MANAGED_LAMBDA_LOGGROUP` of aws-cdk-lib/cx-api. */
const MANAGED_BY_CDK = '@aws-cdk/aws-lambda:useCdkManagedLogGroup';

/** What is passed to the CDK's function, and what is set on the group that it makes. @internal */
export interface RetentionOfCdk {
  readonly props: Pick<lambda.FunctionOptions, 'logRetention' | 'logRemovalPolicy'>;
  readonly ofGroup?: logs.RetentionDays;
}

const isMadeByStack = (scope: IConstruct): boolean => FeatureFlags.of(scope).isEnabled(MANAGED_BY_CDK) === true;

/**
 * A retention of the function itself is set as the CDK sets it, by its custom resource: a group of the stack would clash with
 * the one that there is.
 *
 * @internal
 */
export function ofCdk(scope: IConstruct, props: lambda.FunctionOptions, own: lambda.FunctionOptions): RetentionOfCdk {
  if (own.logRetention !== undefined) return { props: { logRetention: own.logRetention, logRemovalPolicy: own.logRemovalPolicy } };
  if (props.logRetention === undefined) return { props: {} };
  return isMadeByStack(scope) ? { props: {}, ofGroup: props.logRetention } : { props: { logRetention: props.logRetention } };
}

/** Where a function logs. @internal */
export interface LogTarget {
  readonly group: logs.ILogGroup;
  /** In a policy of the role. */
  readonly arn: string;
  /** Nobody else makes it. */
  readonly isMadeByLambda: boolean;
  /** Its ARN needs the function to exist. */
  readonly isNamedByFunction: boolean;
}

/**
 * The group of a function that was made.
 *
 * @internal
 */
export function logGroupOfLambda(
  shell: Construct,
  fn: lambda.Function,
  { props, ofGroup }: RetentionOfCdk,
  functionName: string | undefined,
  encryptionKey: kms.IKey | undefined,
): LogTarget {
  const isNamedByFunction = functionName === undefined || Token.isUnresolved(functionName);
  const name = `/aws/lambda/${isNamedByFunction ? fn.functionName : functionName}`;
  const isMadeByCdk = isMadeByStack(fn) || props.logRetention !== undefined;
  const group = isMadeByCdk ? fn.logGroup : logs.LogGroup.fromLogGroupName(shell, 'LogGroup', name);
  const { defaultChild } = group.node;
  if (defaultChild instanceof logs.CfnLogGroup) {
    if (ofGroup !== undefined) defaultChild.retentionInDays = ofGroup;
    if (encryptionKey) defaultChild.kmsKeyId = encryptionKey.keyArn;
  }
  return {
    group,
    arn: Stack.of(shell).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `${name}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
    isMadeByLambda: !isMadeByCdk,
    isNamedByFunction,
  };
}
