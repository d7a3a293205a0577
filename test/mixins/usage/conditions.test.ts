import { App, Aspects, CfnCondition, CfnResource, Fn } from 'aws-cdk-lib';
import { FailureCapture, HardeningProfile } from '../../../lib';
import { orders, stackOf } from '../../harness';

const conditionIn = (app: App) => {
  const stack = stackOf(app);
  return { stack, condition: new CfnCondition(stack, 'IsTest', { expression: Fn.conditionEquals('a', 'b') }) };
};
const REFUSED =
  /Shop\/Orders\] the function must not have a condition without those that refer to it, got one, and Shop\/Orders\/[\w/]+ without it, which CloudFormation refuses/;

test('a condition on a function alone is refused, since its alarms refer to it', () => {
  const app = new App();
  const { stack, condition } = conditionIn(app);
  (orders(stack).node.defaultChild as CfnResource).cfnOptions.condition = condition;
  expect(() => app.synth()).toThrow(REFUSED);
  const other = new App();
  const { stack: shop, condition: isTest } = conditionIn(other);
  (orders(shop).node.defaultChild as CfnResource).addOverride('Condition', isTest.logicalId);
  expect(() => other.synth()).toThrow(REFUSED);
});

test('a condition on all that is made for it, or on a function to which nothing refers, is accepted', () => {
  const app = new App();
  const { stack, condition } = conditionIn(app);
  orders(stack);
  const visit = (node: unknown) => {
    if (node instanceof CfnResource) node.cfnOptions.condition = condition;
  };
  Aspects.of(stack).add({ visit });
  app.synth();

  const inApp = new App();
  const { stack: own, condition: isOwn } = conditionIn(inApp);
  const { functionArn, node } = orders(own, { profile: HardeningProfile.development(), failureCapture: FailureCapture.none('a test') });
  (node.defaultChild as CfnResource).cfnOptions.condition = isOwn;
  const properties = { Of: Fn.conditionIf(isOwn.logicalId, functionArn, '') };
  new CfnResource(own, 'User', { type: 'Test::Thing::Thing', properties });
  inApp.synth();

  const alone = new App();
  const { stack: shop, condition: isTest } = conditionIn(alone);
  const fn = orders(shop, { profile: HardeningProfile.development(), failureCapture: FailureCapture.none('a test') });
  (fn.node.defaultChild as CfnResource).cfnOptions.condition = isTest;
  alone.synth();
});
