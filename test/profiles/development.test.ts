import { AlarmTuning, HardenedFunction, HardenedLambdaChecks, HardenedSqsEventSource, HardeningProfile } from '../../lib';
import { CODE, orders, stackOf } from '../harness';

const acknowledgedOn = (fn: HardenedFunction) => JSON.stringify(fn.node.metadata.map(({ data }) => data));

test('a stack under the development profile passes the checks of the library', () => {
  const stack = stackOf();
  const events = [HardenedSqsEventSource.withNewQueue()];
  const fn = new HardenedFunction(stack, 'Orders', { ...CODE, profile: HardeningProfile.development(), events });
  expect(HardenedLambdaChecks.findings(stack).map(({ ruleId }) => ruleId)).toEqual([]);
  expect(acknowledgedOn(fn)).toContain('HardenedLambda::TemplateWithoutAlarm');
});

test('an alarm that is left out by itself acknowledges no finding', () => {
  const fn = orders(stackOf(), { alarms: { failedEvents: AlarmTuning.none('counted elsewhere') } });
  expect(acknowledgedOn(fn)).not.toContain('HardenedLambda::');
});
