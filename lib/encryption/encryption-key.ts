import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../core/cdk/arns';
import { keyBehindAlias } from '../core/cdk/key-aliases';
import { topStack } from '../core/cdk/top-stack';
import { warn } from '../core/warnings';
import { allowsLogs, mayAllowLogs } from './logs-access';

/** Whose keys encrypt the data of a function. */
export enum KeyManagement {
  /** Keys that the services own or manage: free, without a policy of yours. */
  SERVICE_MANAGED = 'service-managed',
  /** One customer-managed key per stack, or the `encryptionKey` that is given, rotated every year. */
  CUSTOMER_MANAGED = 'customer-managed',
}

const STACK_KEY = 'HardenedFunctionKey';

/**
 * The key of the stack and of its nested stacks, created when it is first needed. Kept when the stack is deleted, like the
 * logs and events that only it decrypts.
 *
 * @internal
 */
export function stackKey(scope: IConstruct): kms.IKey {
  const stack = topStack(scope);
  const existing = stack.node.tryFindChild(STACK_KEY) as kms.Key | undefined;
  if (existing) return existing;
  // Loaded here: an app without such keys does not read it.
  const { Key } = require('aws-cdk-lib/aws-kms') as typeof kms;
  const key = new Key(stack, STACK_KEY, {
    description: `Logs, failed events, alarms and environment of the functions in ${stack.node.path}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  key.addToResourcePolicy(grantsByServicesOnly());
  return key;
}

/**
 * A grant allows others to use a key beside its policy. Lambda creates one for a function's environment; nobody else needs to.
 * https://docs.aws.amazon.com/controltower/latest/controlreference/kms-rules.html#ct-kms-pr-3-description
 */
function grantsByServicesOnly(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyGrantsButByServices',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['kms:CreateGrant'],
    resources: ['*'],
    conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
  });
}

const LOGS_MAY = new WeakSet<kms.IKey>();

/**
 * Allows CloudWatch Logs to use the key for the log groups of the stack's account and region.
 *
 * All of its groups, not one: a group with a generated name can't be named in the policy of the key that it waits for.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 *
 * @internal
 */
export function letLogsUse(scope: IConstruct, key: kms.IKey): void {
  if (LOGS_MAY.has(key)) return;
  LOGS_MAY.add(key);
  const statement = logsStatement(scope);
  if (key.addToResourcePolicy(statement, true).statementAdded) return;
  warn(
    key,
    'ImportedKey',
    `'encryptionKey' is imported, so it is not known whether CloudWatch Logs can use it; without that the log group can't be created; ` +
      `make sure that its policy has ${JSON.stringify(Stack.of(scope).resolve(statement.toStatementJson()))}`,
  );
}

/**
 * The same for a key that a log group has, which may be of another construct. What allows CloudWatch Logs already stays as it is.
 *
 * @returns what is wrong where the key is of this app, and its policy can't be added to
 * @internal
 */
export function letLogsUseKeyOf(group: logs.CfnLogGroup, keyArn: string): string[] {
  const resource = resourceBehind(keyArn) ?? keyBehindAlias(group, keyArn);
  const statement = logsStatement(group);
  const text = JSON.stringify(Stack.of(group).resolve(statement.toStatementJson()));
  if (resource?.cfnResourceType !== 'AWS::KMS::Key') {
    warn(
      group,
      'ImportedKey',
      `the key of the log group is imported, so it is not known whether CloudWatch Logs may use it; without that the log group can't be created; ` +
        `make sure that its policy has ${text}`,
    );
    return [];
  }
  const policy = Stack.of(resource).resolve((resource as kms.CfnKey).keyPolicy);
  const { region } = Stack.of(group);
  if (allowsLogs(policy, region)) return [];
  const key = resource.node.scope as Partial<kms.IKey> | undefined;
  if (key?.addToResourcePolicy?.(statement, true).statementAdded) return [];
  if (mayAllowLogs(policy, region)) return [];
  return [
    `the key of the log group must allow CloudWatch Logs to use it, got ${resource.node.path}, whose policy does not; add the statement ${text}`,
  ];
}

function logsStatement(scope: IConstruct): iam.PolicyStatement {
  const stack = Stack.of(scope);
  return new iam.PolicyStatement({
    sid: 'AllowCloudWatchLogs',
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: 'log-group:*' }) } },
  });
}
