import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { canBind, got, refuse } from '../core/errors';

/** @internal */
export function checkSource(scope: IConstruct, source: lambda.IEventSource): void {
  if (canBind(source)) return;
  refuse(scope, `'addEventSource' must get an event source, got ${got(source)}; pass for example new HardenedSqsEventSource(queue)`);
}

/** @internal */
export function checkStatement(scope: IConstruct, statement: iam.PolicyStatement): void {
  if (typeof statement?.toStatementJson === 'function') return;
  refuse(
    scope,
    `'addToRolePolicy' must get an iam.PolicyStatement, got ${got(statement)}; pass for example new iam.PolicyStatement({ ... })`,
  );
}
