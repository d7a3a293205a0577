import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/*
 * Executions are resources below a version of the function: an ARN without a qualifier, or that of an alias, matches none.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html
 */

/** Every version of the function, and every execution. @internal */
export const executionsOf = (fn: lambda.IFunction): string => `${fn.functionArn}:*`;

/**
 * What the function itself does between two steps.
 *
 * @internal
 */
export const checkpointStatement = (fn: lambda.IFunction): iam.PolicyStatement =>
  new iam.PolicyStatement({
    actions: ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
    resources: [executionsOf(fn)],
  });

const functionsOf = (scope: IConstruct): string => Stack.of(scope).formatArn({ service: 'lambda', resource: 'function:*' });

/** The functions of the account and region: the key exists before the function, whose name may be generated. */
const ofFunctions = (scope: IConstruct) => ({ 'kms:EncryptionContext:aws:lambda:FunctionArn': functionsOf(scope) });

/**
 * What Lambda asks of the role where a customer-managed key encrypts the data of executions. It is checked when the function
 * is created.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-encryption.html
 *
 * @internal
 */
export function executionKeyStatement(scope: IConstruct, keyArn: string): iam.PolicyStatement {
  const { region, urlSuffix } = Stack.of(scope);
  return new iam.PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `lambda.${region}.${urlSuffix}` }, ArnLike: ofFunctions(scope) },
  });
}

/**
 * The same of the policy of the key, for Lambda.
 *
 * @internal
 */
export const lambdaOnKeyStatement = (scope: IConstruct): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'AllowDurableExecutions',
    principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    resources: ['*'],
    conditions: {
      StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
      ArnLike: { 'aws:SourceArn': functionsOf(scope), ...ofFunctions(scope) },
    },
  });
