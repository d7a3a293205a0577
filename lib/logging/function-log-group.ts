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
  /** The user's own group. */
  readonly logGroup?: logs.ILogGroupRef;
  readonly retention: logs.RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  /** Absent where the user chose by CDK's older `logFormat`. */
  readonly loggingFormat?: LoggingFormat;
}

/** @internal */
export function resolveLogs(scope: IConstruct, props: FunctionOptions, profile: LogDefaults): LogPlan {
  for (const prop of ['logRetention', 'logRemovalPolicy'] as const) {
    if (props.logGroup && props[prop] !== undefined) {
      refuse(scope, `'${prop}' must not go with 'logGroup', got both; set it on the log group itself`);
    }
  }
  for (const prop of ['logRetentionRole', 'logRetentionRetryOptions'] as const) {
    if (props[prop] !== undefined) {
      refuse(scope, `'${prop}' must be left out, got one; the function has a log group of its own, so nothing runs to set its retention`);
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
 * The group that the function writes to. A generated name: no clash with a group that an earlier deployment left.
 *
 * The id is the one that CDK's function gives a group which CDK manages.
 *
 * @internal
 */
export function functionLogGroup(shell: Construct, plan: LogPlan, encryptionKey?: kms.IKey): logs.ILogGroupRef {
  if (plan.logGroup) return plan.logGroup;
  return new logs.LogGroup(shell, 'LogGroup', { retention: plan.retention, removalPolicy: plan.removalPolicy, encryptionKey });
}
