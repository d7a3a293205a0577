import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { acknowledge } from '../core/acknowledgements';
import { keepReason } from '../core/reasons';
import type { FunctionPlan } from './plan';

/**
 * Keeps the reasons for protections that the user left out in the template, where a reviewer sees them.
 *
 * @internal
 */
export function keepReasons(resource: lambda.CfnFunction, { alarms, async, vpc }: FunctionPlan): void {
  if (alarms.actions?.kind === 'none') keepReason(resource, 'alarmActions', alarms.actions.reason);
  if (async.failures.reason !== undefined) keepReason(resource, 'failureCapture', async.failures.reason);
  if (vpc?.reasonToAllowCalls !== undefined) keepReason(resource, 'networkInterfaceCalls', vpc.reasonToAllowCalls);
}

/**
 * cdk-nag has a rule for the dead-letter target and one for the destination, where a function has one of the two.
 *
 * @internal
 */
export function acknowledgeLimits(fn: lambda.Function, { async }: FunctionPlan): void {
  const { onFailure, deadLetter, reason } = async.failures;
  const elsewhere = reason ?? 'Failed events go to the on-failure destination, together with their cause.';
  if (!deadLetter) acknowledge(fn, { 'Serverless-LambdaDLQ': elsewhere });
  if (!onFailure) acknowledge(fn, { 'Serverless-LambdaAsyncFailureDestination': reason ?? 'Failed events go to the dead-letter target.' });
}
