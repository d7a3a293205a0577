import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction } from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';

/** One side of the comparison: the library. */
export function addFunction(scope: Construct, id: string): void {
  new HardenedFunction(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    alarmActions: AlarmActions.email('ops@example.com'),
  });
}
