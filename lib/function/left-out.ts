import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { acknowledge } from '../core/acknowledgements';
import { keepReason } from '../core/reasons';
import { Requirement } from '../profiles/profile-settings';
import type { FunctionPlan } from './plan';

/**
 * Keeps the reasons for protections that the user left out in the template, where a reviewer sees them.
 *
 * @internal
 */
export function keepReasons(resource: lambda.CfnFunction, { alarms, async, vpc, waivers }: FunctionPlan): void {
  if (alarms.actions?.kind === 'none') keepReason(resource, 'alarmActions', alarms.actions.reason);
  if (async.failures.reason !== undefined) keepReason(resource, 'failureCapture', async.failures.reason);
  if (vpc?.reasonToAllowCalls !== undefined) keepReason(resource, 'networkInterfaceCalls', vpc.reasonToAllowCalls);
  for (const [requirement, reason] of Object.entries(waivers)) keepReason(resource, requirement, reason);
}

/** The packs of cdk-nag for audits, which have these rules under one name each. */
const AUDIT_PACKS = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'];

/**
 * cdk-nag has a rule for the dead-letter target and one for the destination, where a function has one of the two.
 *
 * @internal
 */
export function acknowledgeLimits(fn: lambda.Function, { async, waivers, audited }: FunctionPlan): void {
  const { onFailure, deadLetter, reason } = async.failures;
  const packs = audited ? ['Serverless', ...AUDIT_PACKS] : ['Serverless'];
  if (!deadLetter) {
    const elsewhere = reason ?? 'Failed events go to the on-failure destination, together with their cause.';
    acknowledgeIn(packs, fn, 'LambdaDLQ', elsewhere);
  }
  if (!onFailure)
    acknowledgeIn(['Serverless'], fn, 'LambdaAsyncFailureDestination', reason ?? 'Failed events go to the dead-letter target.');
  if (waivers[Requirement.VPC]) acknowledgeIn(AUDIT_PACKS, fn, 'LambdaInsideVPC', waivers[Requirement.VPC]);
  if (waivers[Requirement.RESERVED_CONCURRENCY])
    acknowledgeIn(AUDIT_PACKS, fn, 'LambdaConcurrency', waivers[Requirement.RESERVED_CONCURRENCY]);
}

function acknowledgeIn(packs: string[], fn: lambda.Function, rule: string, reason: string): void {
  acknowledge(fn, Object.fromEntries(packs.map((pack) => [`${pack}-${rule}`, reason])));
}
