import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { acknowledge } from '../core/acknowledgements';
import { recordWaiver } from '../core/reasons';
import { HardeningRequirement } from '../profiles/profile-settings';
import type { FunctionPlan } from './plan';

/**
 * Keeps the reasons for protections that the user left out in the template, where a reviewer sees them.
 *
 * @internal
 */
export function keepReasons(resource: lambda.CfnFunction, { alarms, async, vpc, waivers }: FunctionPlan): void {
  if (alarms.actions?.kind === 'none') recordWaiver(resource, 'alarmActions', alarms.actions.reason);
  if (async.failures.reason !== undefined) recordWaiver(resource, 'failureCapture', async.failures.reason);
  if (vpc?.reasonToAllowCalls !== undefined) recordWaiver(resource, 'networkInterfaceCalls', vpc.reasonToAllowCalls);
  for (const [requirement, reason] of Object.entries(waivers)) recordWaiver(resource, requirement, reason);
}

/** The packs of cdk-nag that have each rule. */
const PACKS = {
  LambdaDLQ: ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'],
  LambdaInsideVPC: ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'],
  LambdaConcurrency: ['HIPAA.Security', 'NIST.800.53.R5'],
};

/**
 * What cdk-nag asks of the function itself and cannot have. Findings of the audit packs are acknowledged where the profile asks for it.
 *
 * @internal
 */
export function acknowledgeLimits(fn: lambda.Function, { async, waivers, acknowledgeAuditPacks }: FunctionPlan): void {
  const { deadLetter, reason } = async.failures;
  if (!deadLetter) {
    const elsewhere = reason ?? 'Failed events go to the on-failure destination, together with their cause.';
    acknowledge(fn, { 'Serverless-LambdaDLQ': elsewhere });
    if (acknowledgeAuditPacks) acknowledgeIn(PACKS.LambdaDLQ, fn, 'LambdaDLQ', elsewhere);
  }
  if (waivers[HardeningRequirement.VPC]) acknowledgeIn(PACKS.LambdaInsideVPC, fn, 'LambdaInsideVPC', waivers[HardeningRequirement.VPC]);
  if (waivers[HardeningRequirement.RESERVED_CONCURRENCY]) {
    acknowledgeIn(PACKS.LambdaConcurrency, fn, 'LambdaConcurrency', waivers[HardeningRequirement.RESERVED_CONCURRENCY]);
  }
}

function acknowledgeIn(packs: string[], fn: lambda.Function, rule: string, reason: string): void {
  acknowledge(fn, Object.fromEntries(packs.map((pack) => [`${pack}-${rule}`, reason])));
}
