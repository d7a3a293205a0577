import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { TuningChoice } from '../alarms/alarm-tuning';
import type { EventSourceAlarms } from '../alarms/event-source-alarms';
import { ALARM_NAMES } from '../alarms/kinds';
import { acknowledge, acknowledgeChecks, acknowledgeInPacks } from '../core/acknowledgements';
import { type Id, qualifiedId } from '../core/ids';
import { recordWaiver } from '../core/input/reasons';
import { HardeningRequirement } from '../profiles/profile-settings';
import type { CompletionPlan } from './completion-plan';

/**
 * Keeps the reasons for protections that the user left out in the template, where a reviewer sees them.
 *
 * @internal
 */
export function keepReasons(
  resource: lambda.CfnFunction,
  { alarms, async, reasonToAllowCalls, waivers, idempotency }: CompletionPlan,
): void {
  if (alarms.actions?.kind === 'none') recordWaiver(resource, 'alarmActions', alarms.actions.reason);
  if (async.failures.reason !== undefined) recordWaiver(resource, 'failureCapture', async.failures.reason);
  if (reasonToAllowCalls !== undefined) recordWaiver(resource, 'networkInterfaceCalls', reasonToAllowCalls);
  if (idempotency?.reason !== undefined) recordWaiver(resource, 'idempotency', idempotency.reason);
  for (const [requirement, reason] of Object.entries(waivers)) recordWaiver(resource, requirement, reason);
}

/** What the checks find of a function where none of its alarms is wanted. */
const WITHOUT_ALARMS = ['FunctionWithoutAlarm', 'TemplateWithoutAlarm'] as const satisfies Id[];

/** What the checks find of a function's event sources where the alarm is not wanted. */
const OF_SOURCES = {
  IteratorAgeWithoutAlarm: 'iteratorAge',
  PartialBatchesWithoutAlarm: 'failedRecords',
  QueueAgeWithoutAlarm: 'oldestMessage',
} as const satisfies { readonly [id in Id]?: keyof EventSourceAlarms };

/**
 * Acknowledges the missing alarms of a function that leaves out each of them, as the development profile does, with its reason.
 * What is left to the fleet is acknowledged where the fleet alarms are elsewhere: those of the app are seen by the checks.
 *
 * @internal
 */
export function acknowledgeWaivedAlarms(shell: IConstruct, { alarms: { tunings, sourceTunings, fleetElsewhere } }: CompletionPlan): void {
  for (const [rule, alarm] of Object.entries(OF_SOURCES)) {
    const tuning = sourceTunings[alarm];
    if (tuning?.kind === 'none') acknowledgeChecks(shell, [qualifiedId(rule as Id)], tuning.reason);
  }
  const isLeft = (tuning: TuningChoice | undefined): boolean => tuning?.kind === 'none' || tuning?.kind === 'fleet';
  if (!ALARM_NAMES.alarms.every((name) => isLeft(tunings[name]))) return;
  const all = [...ALARM_NAMES.alarms.map((name) => tunings[name]), ...ALARM_NAMES.sourceAlarms.map((name) => sourceTunings[name])];
  if (!all.every(isLeft)) return;
  const reasons = all.map((tuning) => (tuning?.kind === 'none' ? tuning.reason : fleetElsewhere));
  const reason = reasons.find((given) => given !== undefined);
  if (reason === undefined) return;
  acknowledgeChecks(shell, [qualifiedId('FailureQueueWithoutAlarm')], reason);
  if (!reasons.includes(undefined)) acknowledgeChecks(shell, WITHOUT_ALARMS.map(qualifiedId), reason);
}

/** The packs of cdk-nag that have the rule. */
const CONCURRENCY_PACKS = ['HIPAA.Security', 'NIST.800.53.R5'];

/**
 * What cdk-nag asks of the function itself and cannot have. Findings of the audit packs are acknowledged where the profile asks for it.
 *
 * @internal
 */
export function acknowledgeLimits(fn: IConstruct, { async, waivers, acknowledgeAuditPacks }: CompletionPlan): void {
  const { deadLetter, reason } = async.failures;
  if (!deadLetter) {
    const elsewhere = reason ?? 'Failed events go to the on-failure destination, together with their cause.';
    acknowledge(fn, { 'Serverless-LambdaDLQ': elsewhere });
    if (acknowledgeAuditPacks) acknowledgeInPacks(fn, 'LambdaDLQ', elsewhere);
  }
  if (waivers[HardeningRequirement.VPC]) acknowledgeInPacks(fn, 'LambdaInsideVPC', waivers[HardeningRequirement.VPC]);
  if (waivers[HardeningRequirement.RESERVED_CONCURRENCY]) {
    acknowledgeInPacks(fn, 'LambdaConcurrency', waivers[HardeningRequirement.RESERVED_CONCURRENCY], CONCURRENCY_PACKS);
  }
}
