import type { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { unqualified } from '../core/cdk/function-behind';
import type { AlarmPlan } from './alarm-plan';
import { type AlarmContext, AlarmSet } from './alarm-set';
import { hasAlarms } from './has-alarms';
import { FUNCTION_ALARMS } from './kinds';
import type { ObservedFunction } from './observed';

const ALL = Object.values(FUNCTION_ALARMS);

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
  isWatched?: AlarmContext['isWatched'],
): AlarmSet {
  shell.node.addValidation({ validate: () => missingActions(shell, plan) });
  return AlarmSet.of(shell, {
    plan,
    isWatched,
    tunings: { ...plan.tunings, ...plan.frontTunings, ...plan.urlTunings },
    expected: [...plan.expected, ...Object.keys(plan.urlTunings)],
    frontProp: 'urlAlarms',
    resource,
    subject: `${shell.node.path} (${unqualified(observed.live).functionName})`,
    logGroupName,
    ofFailureQueue: () => alarmsOfSharedQueue(plan, resource, observed),
  }).make(ALL, observed);
}

/** The alarms on a failure queue that functions share: those of its first function, which notify those of the others too. */
function alarmsOfSharedQueue(plan: AlarmPlan, resource: CfnResource, { sharedQueue }: ObservedFunction): AlarmSet | undefined {
  const existing = sharedQueue?.node.tryFindChild('Alarms') as AlarmSet | undefined;
  if (!sharedQueue || existing) return existing;
  const ofNoFunction = { ...plan, runbookUrl: undefined };
  return new AlarmSet(sharedQueue as unknown as Construct, {
    plan: ofNoFunction,
    tunings: {},
    expected: [],
    resource,
    subject: sharedQueue.node.path,
  });
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
 * Makes those alarms that depend on where failed events are sent, where they are missing. Those of a queue that is the function's
 * no longer are released.
 *
 * @internal
 */
export function addFailureAlarms(alarms: AlarmSet, observed: ObservedFunction): void {
  if (!observed.sharedQueue && !observed.dedicatedQueue) alarms.release('storedEvents', 'expiringEvents');
  alarms.make([FUNCTION_ALARMS.failedEvents, FUNCTION_ALARMS.undeliveredEvents], observed);
}
