import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction } from 'cdk-hardened-lambda';
import type { Profile } from './subjects';

const CODE = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {};'),
};

/** The smallest function that there is, and the same by the CDK alone. */
export function functionApp(profile: Profile): void {
  new HardenedFunction(stack(), 'Orders', {
    ...CODE,
    alarmActions: AlarmActions.email('ops@example.com'),
    reservedConcurrentExecutions: profile === 'strict' ? 5 : undefined,
  });
}

export function plainFunctionApp(): void {
  new lambda.Function(stack(), 'Orders', CODE);
}

const stack = (): Stack => new Stack(new App(), 'Shop');
