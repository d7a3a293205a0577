import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../../core/cdk/arns';
import { refuse } from '../../core/errors';
import { withStatement } from '../../core/policies/plain-policies';
import { warn } from '../../core/warnings';

/**
 * Allows CloudWatch to use the key of a topic, or reports why that can't be.
 *
 * @internal
 */
export function allowOnTopicKey(alarm: IConstruct, topic: sns.CfnTopic, conditions: Record<string, unknown>): void {
  const keyId = Stack.of(topic).resolve(topic.kmsMasterKeyId);
  if (keyId === undefined) return;
  if (JSON.stringify(keyId).includes('alias/aws/sns')) {
    refuse(
      alarm,
      `'alarmActions' must name a topic whose key CloudWatch may use, got one encrypted with alias/aws/sns, whose policy can't be changed; set a customer-managed key as 'masterKey', or none`,
    );
  }
  const statement = new iam.PolicyStatement({
    sid: 'AllowCloudWatchAlarms',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions,
  });
  if (allowed(topic, statement)) return;
  const { scope } = topic.node;
  warn(
    scope instanceof sns.Topic ? scope : topic,
    'ImportedAlarmTopicKey',
    `'alarmActions' names a topic with an imported key, so it is not known whether CloudWatch may use it; make sure that the key's policy has ` +
      JSON.stringify(Stack.of(alarm).resolve(statement.toStatementJson())),
  );
}

function allowed(topic: sns.CfnTopic, statement: iam.PolicyStatement): boolean {
  const { scope } = topic.node;
  const given = scope instanceof sns.Topic ? scope.masterKey : undefined;
  if (given?.addToResourcePolicy(statement, true).statementAdded) return true;
  const resource = resourceBehind(topic.kmsMasterKeyId ?? '');
  if (resource?.cfnResourceType !== 'AWS::KMS::Key') return false;
  const construct = resource.node.scope as Partial<kms.IKey> | undefined;
  if (construct?.addToResourcePolicy?.(statement, true).statementAdded) return true;
  const key = resource as kms.CfnKey;
  const document = withStatement(key.keyPolicy, statement);
  if (document !== undefined) key.keyPolicy = document;
  return document !== undefined;
}
