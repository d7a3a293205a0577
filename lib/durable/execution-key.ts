import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { grantToService } from '../core/policies/grant-to-service';
import type { PolicyKind } from '../core/policies/service-policy';
import { warn } from '../core/warnings';
import { executionKeyStatement, lambdaOnKeyStatement } from './execution-statements';

/**
 * Encrypts input, results and errors of executions with the key. The CDK's `durableConfig` has no such option.
 *
 * @internal
 */
export function encryptExecutions(shell: Construct, resource: lambda.CfnFunction, role: iam.IRole, kind: PolicyKind, key: kms.IKey): void {
  const statement = lambdaOnKeyStatement(shell);
  // Equal statements of several functions are one in the template.
  if (!key.addToResourcePolicy(statement, true).statementAdded) {
    warn(
      shell,
      'ImportedKey',
      `'encryptionKey' is imported, so it is not known whether Lambda can use it for durable executions; without that the function can't be created; ` +
        `make sure that its policy has ${JSON.stringify(Stack.of(shell).resolve(statement.toStatementJson()))}`,
    );
  }
  resource.addPropertyOverride('DurableConfig.KMSKeyArn', key.keyArn);
  resource.node.addDependency(grantToService(shell, 'ExecutionKeyPolicy', role, kind, [executionKeyStatement(shell, key.keyArn)]));
}
