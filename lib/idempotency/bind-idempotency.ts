import { Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { VARIABLES } from '../core/idempotency-names';
import { grantToService } from '../core/policies/grant-to-service';
import type { PolicyKind } from '../core/policies/service-policy';
import { idempotencyStatement, tableKeyStatement } from '../execution/service-statements';
import type { IdempotencyPlan } from './idempotency-plan';
import { sharedTable, type TableSettings } from './idempotency-table';
import { watchOwnTable } from './own-table';

/** @internal */
export interface BoundIdempotency {
  readonly table: dynamodb.ITable;
  /** What the code reads. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The table of the function, with the permission to use it.
 *
 * @internal
 */
export function bindIdempotency(
  shell: Construct,
  role: iam.IRole,
  kind: PolicyKind,
  plan: IdempotencyPlan,
  settings: TableSettings,
): BoundIdempotency {
  const table = plan.own?.table ?? sharedTable(shell, settings);
  if (plan.own) watchOwnTable(shell, plan.own);
  const key = table.encryptionKey;
  grantToService(shell, 'IdempotencyPolicy', role, kind, [
    idempotencyStatement(table.tableArn),
    ...(key ? [tableKeyStatement(Stack.of(table), key.keyArn)] : []),
  ]);
  return { table, variables: { ...plan.variables, [VARIABLES.table]: table.tableName } };
}
