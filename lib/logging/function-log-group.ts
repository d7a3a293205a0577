import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { refuse, refuseAtSynth } from '../core/errors';
import type { LogGroupName } from './log-group-name';
import { type LogTarget, logGroupOfLambda, ofCdk, type RetentionOfCdk } from './log-group-of-lambda';
import { resolveLogGroupName } from './resolve-log-group-name';

/** @internal */
export interface LogDefaults {
  readonly logGroupName: LogGroupName;
  readonly logRetention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly loggingFormat: lambda.LoggingFormat;
}

/** @internal */
export interface LogPlan {
  /** The user's log group. */
  readonly logGroup?: logs.ILogGroupRef;
  /** Absent for a generated name. */
  readonly name?: string;
  /** Where the group is the one that the CDK or Lambda makes: what the CDK's function has to know of it. */
  readonly ofLambda?: RetentionOfCdk;
  readonly retention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  /** Absent if the user set the CDK's older `logFormat`. */
  readonly loggingFormat?: lambda.LoggingFormat;
}

type LogProps = lambda.FunctionOptions & { readonly logGroupName?: LogGroupName };

/**
 * @param own what the function sets itself, and no scope for it
 * @internal
 */
export function resolveLogs(scope: IConstruct, props: LogProps, profile: LogDefaults, own: Partial<LogProps>): LogPlan {
  const logGroupName = props.logGroupName ?? profile.logGroupName;
  if (props.logGroup && props.logGroupName) refuse(scope, `'logGroupName' can't be combined with 'logGroup'; remove one of them`);
  for (const prop of ['logRetention', 'logRemovalPolicy'] as const) {
    if (props.logGroup && props[prop] !== undefined) {
      refuse(scope, `'${prop}' can't be combined with 'logGroup'; set it on the log group`);
    }
  }
  for (const prop of ['logRetentionRole', 'logRetentionRetryOptions'] as const) {
    if (props[prop] !== undefined) {
      refuseAtSynth(
        scope,
        `'${prop}' is not supported, because the function has a dedicated log group and no custom resource sets its retention; remove it`,
      );
    }
  }
  const format = props.loggingFormat ?? (props.logFormat === undefined ? profile.loggingFormat : undefined);
  return {
    logGroup: props.logGroup,
    name: props.logGroup ? undefined : resolveLogGroupName(scope, logGroupName, props.functionName),
    ofLambda: props.logGroup === undefined && logGroupName._choice.kind === 'ofLambda' ? ofCdk(scope, props, own) : undefined,
    retention: props.logRetention ?? profile.logRetention,
    removalPolicy: props.logRemovalPolicy ?? profile.removalPolicy,
    loggingFormat: format,
  };
}

/**
 * The log group that the function writes to; undefined where it is the one that the CDK's function or Lambda makes. Its name is
 * generated, so it does not clash with a log group of an earlier deployment, unless a name was chosen.
 *
 * The id is the one that CDK's function gives a group which CDK manages.
 *
 * @internal
 */
export function functionLogGroup(shell: Construct, plan: LogPlan, encryptionKey?: kms.IKey): logs.ILogGroupRef | undefined {
  if (plan.logGroup || plan.ofLambda) return plan.logGroup;
  const { name, retention, removalPolicy } = plan;
  return new logs.LogGroup(shell, 'LogGroup', { logGroupName: name, retention, removalPolicy, encryptionKey });
}

/**
 * Where the function that was made logs.
 *
 * @internal
 */
export function logTargetOf(
  shell: Construct,
  fn: lambda.Function,
  {
    logs: { ofLambda },
    function: { functionName },
    encryptionKey,
  }: { logs: LogPlan; function: lambda.FunctionOptions; encryptionKey?: kms.IKey },
): LogTarget {
  if (ofLambda) return logGroupOfLambda(shell, fn, ofLambda, functionName, encryptionKey);
  return { group: fn.logGroup, arn: fn.logGroup.logGroupArn, isMadeByLambda: false, isNamedByFunction: false };
}
