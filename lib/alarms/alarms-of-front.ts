import type { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { recordWaiver } from '../core/input/reasons';
import type { AlarmPlan } from './alarm-plan';
import { AlarmSet } from './alarm-set';
import { FRONT_ALARMS } from './kinds';
import type { ObservedFront } from './observed';
import type { TuningChoices } from './tuning-checks';

/** @internal */
export interface FrontToWatch {
  readonly plan: AlarmPlan;
  /** How the front itself tunes its alarms. */
  readonly tuned: TuningChoices;
  /** Where a reviewer finds why an alarm is disabled. */
  readonly resource: CfnResource;
  /** What is watched, for people. */
  readonly subject: string;
  readonly logGroupName?: string;
}

/**
 * Makes the alarms of a front, below it.
 *
 * @internal
 */
export function alarmsOfFront(owner: Construct, front: FrontToWatch, observed: ObservedFront): AlarmSet {
  const { plan, tuned, resource, subject, logGroupName } = front;
  const alarms = new AlarmSet(owner, {
    plan,
    tunings: { ...plan.frontTunings, ...tuned },
    expected: Object.keys(tuned),
    resource,
    subject,
    logGroupName,
  }).make(Object.values(FRONT_ALARMS), observed);
  if (plan.actions?.kind === 'none') recordWaiver(resource, 'alarmActions', plan.actions.reason);
  owner.node.addValidation({ validate: () => missingActions(alarms, plan) });
  return alarms;
}

/** Custom alarms may come later. */
function missingActions(alarms: AlarmSet, { actions, actionsRequired }: AlarmPlan): string[] {
  if (actions || !actionsRequired || alarms.isEmpty) return [];
  return [
    `'alarmActions' must be set for the alarms of a front, got nothing; ` +
      `pass for example 'AlarmActions.email("name@example.com")', or 'AlarmActions.none(reason)'`,
  ];
}
