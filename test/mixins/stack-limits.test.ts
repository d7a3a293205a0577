import { App, CfnResource, NestedStack, type Stack } from 'aws-cdk-lib';
import { HardenedFunctionDefaults, HardeningProfile } from '../../lib';
import { orders, stackOf, warningsOf } from '../harness';

const fill = (scope: Stack, count: number, properties: object = {}) => {
  for (let index = 0; index < count; index++) new CfnResource(scope, `R${index}`, { type: 'AWS::SNS::Topic', properties });
};
/** A stack with one function, and as many resources more. */
const warned = (count: number, properties: object = {}, scope = (stack: Stack) => stack): string[] => {
  const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
  const stack = stackOf(app);
  HardenedFunctionDefaults.of(stack).set({ profile: HardeningProfile.development() });
  orders(scope(stack));
  fill(scope(stack), count, properties);
  app.synth();
  return warningsOf(stack).filter((warning) => warning.includes('StackNearLimits'));
};
/** Role, log group, function, event invoke config, queue and its policy. */
const OF_FUNCTION = 6;

test('beyond 450 resources a stack is warned of once, with what to choose', () => {
  expect(warned(450 - OF_FUNCTION)).toEqual([]);
  expect(warned(451 - OF_FUNCTION)).toEqual([
    "this stack must have at most 500 resources and 1 MB, got 451 resources, near the limits of CloudFormation; choose 'HardeningProfile.lean()' with " +
      "'FleetAlarms', which adds two resources to a function, or move functions to another stack or a nested stack [ack: HardenedLambda::StackNearLimits]",
  ]);
});

test('beyond 900 KB as well', () => {
  const text = (length: number) => ({ DisplayName: 'x'.repeat(length) });
  expect(warned(200, text(4600))).toEqual([expect.stringMatching(/got 206 resources of about 9\d\d KB/)]);
  expect(warned(200, text(4000))).toEqual([]);
});

test('a nested stack has its own limits', () => {
  const nested = new Map<Stack, NestedStack>();
  const below = (stack: Stack) => {
    if (!nested.has(stack)) nested.set(stack, new NestedStack(stack, 'Nested'));
    return nested.get(stack) as NestedStack;
  };
  expect(warned(451, {}, below)).toHaveLength(1);
  expect(warned(440, {}, below)).toEqual([]);
});

test('a stack without hardened functions is not checked', () => {
  const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
  const stack = stackOf(app);
  fill(stack, 460);
  app.synth();
  expect(warningsOf(stack)).toEqual([]);
});
