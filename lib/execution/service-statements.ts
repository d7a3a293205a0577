import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';

/*
 * What Lambda itself needs from the execution role, feature by feature, as narrow as IAM allows.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */

/**
 * Streams and events of one group. Creating the group is allowed only where nobody but Lambda makes it.
 *
 * @internal
 */
export function logStatement(logGroupArn: string, isMadeByLambda = false): iam.PolicyStatement {
  const actions = [...(isMadeByLambda ? ['logs:CreateLogGroup'] : []), 'logs:CreateLogStream', 'logs:PutLogEvents'];
  return new iam.PolicyStatement({ actions, resources: [logGroupArn] });
}

/**
 * What CloudWatch Logs requires of a writer to an encrypted log group, through that service only.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 *
 * @internal
 */
export function logKeyStatement(scope: IConstruct, keyArn: string): iam.PolicyStatement {
  const { region, urlSuffix } = Stack.of(scope);
  return new iam.PolicyStatement({
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `logs.${region}.${urlSuffix}` } },
  });
}

/**
 * The four actions that Powertools' idempotency uses on its table.
 *
 * @internal
 */
export function idempotencyStatement(tableArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    resources: [tableArn],
  });
}

/**
 * What DynamoDB does with the key of a table on behalf of who reads and writes it, through that service only.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 *
 * @param stack that of the table
 * @internal
 */
export function tableKeyStatement({ region, urlSuffix }: Stack, keyArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.${urlSuffix}` } },
  });
}

/**
 * Both actions have no resource type, and no condition key is documented for them.
 *
 * @internal
 */
export function tracingStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] });
}

/**
 * Lambda decrypts the environment through a grant that names the role. The grant is lost when a role is deleted and
 * created again with the same name; this permission is not.
 *
 * @internal
 */
export function environmentKeyStatement(key: IKeyRef): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyRef.keyArn] });
}

/**
 * The log group that the Lambda Insights extension writes to, shared by all functions of the account.
 *
 * @internal
 */
export function insightsStatement(scope: IConstruct): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [Stack.of(scope).formatArn({ service: 'logs', resource: 'log-group:/aws/lambda-insights:*' })],
  });
}
