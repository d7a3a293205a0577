import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { executionsOf } from './execution-statements';

const OPERATE = [
  'lambda:GetDurableExecution',
  'lambda:GetDurableExecutionHistory',
  'lambda:StopDurableExecution',
  'lambda:PauseDurableExecution',
  'lambda:ResumeDurableExecution',
];
const LIST = ['lambda:ListDurableExecutionsByFunction'];
const CALLBACK = [
  'lambda:SendDurableExecutionCallbackSuccess',
  'lambda:SendDurableExecutionCallbackFailure',
  'lambda:SendDurableExecutionCallbackHeartbeat',
];

const grant = (grantee: iam.IGrantable, actions: string[], resourceArns: string[]): iam.Grant =>
  iam.Grant.addToPrincipal({ grantee, actions, resourceArns });

/**
 * Looks at executions, and stops, pauses and resumes them. A list may name a version or not.
 *
 * @internal
 */
export const grantOperate = (fn: lambda.IFunction, grantee: iam.IGrantable): iam.Grant =>
  grant(grantee, LIST, [fn.functionArn, executionsOf(fn)]).combine(grant(grantee, OPERATE, [executionsOf(fn)]));

/** @internal */
export const grantCallback = (fn: lambda.IFunction, grantee: iam.IGrantable): iam.Grant => grant(grantee, CALLBACK, [executionsOf(fn)]);

/** @internal */
export const grantStart = (live: lambda.IFunction, grantee: iam.IGrantable): iam.Grant =>
  grant(grantee, ['lambda:InvokeFunction'], [live.functionArn]);
