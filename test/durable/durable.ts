import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AlarmActions, type HardenedFunction, type HardenedFunctionProps } from '../../lib';
import { orders, stackOf } from '../harness';
import { ENV } from '../iam';

export const DURABLE = { durableConfig: { executionTimeout: Duration.hours(3) } };
/** As long as a mapping waits. */
export const SHORT = { durableConfig: { executionTimeout: Duration.minutes(15) } };
export const EMAIL = { alarmActions: AlarmActions.email('ops@example.com') };

export function durable(
  props: Partial<HardenedFunctionProps> = {},
  stack: Stack = stackOf(new App(), 'Shop', ENV),
): { stack: Stack; fn: HardenedFunction; readonly template: Template } {
  const fn = orders(stack, { ...DURABLE, ...props });
  return {
    stack,
    fn,
    get template() {
      return Template.fromStack(stack);
    },
  };
}
