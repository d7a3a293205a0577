import type { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refuse } from '../core/errors';
import type { ActionChoice } from './actions/alarm-actions';
import type { AlarmPlan } from './alarm-plan';
import { AlarmSet, hasAlarms } from './alarm-set';
import { FUNCTION_ALARMS } from './kinds';
import type { ObservedFunction } from './observed';

/**
 * Makes the alarms of a function.
 *
 * @internal
 */
export function alarmsOfFunction(
  shell: Construct,
  plan: AlarmPlan,
  logGroupName: string,
  resource: CfnResource,
  observed: ObservedFunction,
): AlarmSet {
  const subject = `${shell.node.path} (${observed.live.functionName})`;
  const context = { plan, tunings: plan.tunings, expected: plan.expected, resource, subject, logGroupName };
  shell.node.addValidation({ validate: () => missingActions(shell, plan) });
  return new AlarmSet(shell, context).make(Object.values(FUNCTION_ALARMS), observed);
}

/** Alarms that notify nobody are found when the app is finished: an event source or a custom alarm may come later. */
function missingActions(shell: Construct, { actions, actionsRequired }: AlarmPlan): string[] {
  if (actions || !actionsRequired || !hasAlarms(shell)) return [];
  return [
    `'alarmActions' must be set for the function's alarms, got nothing; ` +
      `pass for example 'AlarmActions.email("name@example.com")', or 'AlarmActions.none(reason)'`,
  ];
}

/**
 * Makes those alarms anew that depend on where failed events go.
 *
 * @internal
 */
export function remakeFailureAlarms(alarms: AlarmSet, observed: ObservedFunction): void {
  const { failedEvents, undeliveredEvents, expiringEvents } = FUNCTION_ALARMS;
  alarms.remake([failedEvents, undeliveredEvents, expiringEvents], observed);
}

/**
 * An action of the user's own may have made something for an alarm, and can't take it back.
 *
 * @internal
 */
export function checkRemakes({ owner, plan: { actions } }: AlarmSet): void {
  if (!actions || !isCustom(actions)) return;
  refuse(
    owner,
    `'onFailure' must be set in the props where 'AlarmActions.custom' is used, got it in 'configureAsyncInvoke'; pass it in the props`,
  );
}

const isCustom = (choice: ActionChoice): boolean =>
  choice.kind === 'custom' || (choice.kind === 'bySeverity' && (isCustom(choice.critical) || isCustom(choice.warning)));
