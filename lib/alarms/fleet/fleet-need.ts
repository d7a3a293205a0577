import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { recordWaiver } from '../../core/input/reasons';
import { warn } from '../../core/warnings';
import { fleetsOver } from './fleet-in-app';

/** Stacks in which an alarm is left to the fleet. */
const ASKED = new WeakSet<Stack>();

/**
 * An alarm of the scope is left to the fleet: a stack without one is warned of once, when the app is complete. A reason why it
 * is elsewhere is kept in the template, where a reviewer sees it.
 *
 * @internal
 */
export function leaveToFleet(scope: IConstruct, resource: CfnResource, elsewhere: string | undefined): void {
  if (elsewhere !== undefined) {
    recordWaiver(resource, 'fleetAlarms', elsewhere);
    return;
  }
  const stack = Stack.of(scope);
  if (ASKED.has(stack)) return;
  ASKED.add(stack);
  stack.node.addValidation({ validate: () => warnOfMissing(stack) });
}

function warnOfMissing(stack: Stack): string[] {
  if (fleetsOver(stack).length > 0) return [];
  warn(
    stack,
    'FleetAlarmsMissing',
    `'FleetAlarms' must be in the app for the account and region of this stack, whose functions leave alarms to it, got none; ` +
      `create one with 'new FleetAlarms(...)', or pass 'fleetAlarms: FleetAlarms.elsewhere(reason)' to 'HardenedFunctionDefaults'`,
  );
  return [];
}
