import type { RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { FunctionOptions, LoggingFormat } from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { refuse } from '../core/errors';

/** @internal */
export interface LogDefaults {
  readonly logRetention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly loggingFormat: LoggingFormat;
}

/** @internal */
export interface LogPlan {
  /** The user's log group. */
  readonly logGroup?: logs.ILogGroupRef;
  readonly retention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  /** Absent if the user set the CDK's older `logFormat`. */
  readonly loggingFormat?: LoggingFormat;
}

/** @internal */
export function resolveLogs(scope: IConstruct, props: FunctionOptions, profile: LogDefaults): LogPlan {
  for (const prop of ['logRetention', 'logRemovalPolicy'] as const) {
    if (props.logGroup && props[prop] !== undefined) {
      refuse(scope, `'${prop}' can't be combined with 'logGroup'; set it on the log group`);
    }
  }
  for (const prop of ['logRetentionRole', 'logRetentionRetryOptions'] as const) {
    if (props[prop] !== undefined) {
      refuse(
        scope,
        `'${prop}' is not supported, because the function has a dedicated log group and no custom resource sets its retention; remove it`,
      );
    }
  }
  const format = props.loggingFormat ?? (props.logFormat === undefined ? profile.loggingFormat : undefined);
  return {
    logGroup: props.logGroup,
    retention: props.logRetention ?? profile.logRetention,
    removalPolicy: props.logRemovalPolicy ?? profile.removalPolicy,
    loggingFormat: format,
  };
}

/**
 * The log group that the function writes to. Its name is generated, so it does not clash with a log group of an earlier deployment.
 *
 * The id is the one that CDK's function gives a group which CDK manages.
 *
 * @internal
 */
export function functionLogGroup(shell: Construct, plan: LogPlan, encryptionKey?: kms.IKey): logs.ILogGroupRef {
  if (plan.logGroup) return plan.logGroup;
  return new logs.LogGroup(shell, 'LogGroup', { retention: plan.retention, removalPolicy: plan.removalPolicy, encryptionKey });
}
