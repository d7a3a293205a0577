import { App, Aws, Fn, type Stack, Validations } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Acknowledgements } from '../../lib';
import { acknowledge, acknowledgeChecks, wildcardFinding } from '../../lib/core/acknowledgements';
import { isCdkBefore } from '../cdk';
import { acknowledgementsOf, stackOf } from '../harness';

test('each rule is acknowledged on the construct, as the CDK would', () => {
  const app = new App();
  const stack = stackOf(app);
  acknowledge(stack, { 'AwsSolutions-L1': 'one', 'AwsSolutions-IAM5': 'two' });
  expect(acknowledgementsOf(app)).toEqual(['Shop AwsSolutions-IAM5', 'Shop AwsSolutions-L1']);
  const other = stackOf(new App());
  Validations.of(other).acknowledge({ id: 'AwsSolutions-L1', reason: 'one' });
  const written = (scope: Stack) => scope.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  expect(written(stack).map(({ data }) => data)).toContainEqual({ 'Annotation::AwsSolutions-L1': 'one' });
  // Before 2.262 in lower case, which cdk-nag reads too.
  const namespace = isCdkBefore('2.262.0') ? 'annotation' : 'Annotation';
  expect(written(other).map(({ data }) => data)).toEqual([{ [`${namespace}::AwsSolutions-L1`]: 'one' }]);
});

test.each<[string, (stack: Stack) => App | Stack]>([
  ['there', (stack) => stack],
  ['above', (stack) => stack.node.root as App],
])('none is where they were left out %s', (_, scopeOf) => {
  const app = new App();
  const stack = stackOf(app);
  Acknowledgements.of(scopeOf(stack)).disable();
  acknowledge(stack, { 'AwsSolutions-L1': 'one' });
  expect(acknowledgementsOf(app)).toEqual([]);
});

test('findings of the checks are acknowledged by their own ids, unless acknowledgements are left out', () => {
  const written = (scope: Stack) =>
    scope.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data);
  const stack = stackOf();
  acknowledgeChecks(stack, ['HardenedLambda::One', 'HardenedLambda::Two'], 'a reason');
  expect(written(stack)).toEqual([{ 'HardenedLambda::One': 'a reason' }, { 'HardenedLambda::Two': 'a reason' }]);
  const without = stackOf();
  Acknowledgements.of(without).disable();
  acknowledgeChecks(without, ['HardenedLambda::One'], 'a reason');
  expect(written(without)).toEqual([]);
});

test('they are left out before the first is written, or not at all', () => {
  const stack = stackOf();
  acknowledge(stack, {});
  expect(() => Acknowledgements.of(stack).disable()).toThrow(/^Shop: 'Acknowledgements.disable' must be called before the first function/);
});

describe("cdk-nag's id of a resource that is a wildcard", () => {
  const stack = stackOf();
  const queue = new sqs.Queue(stack, 'Queue');
  const { queueArn } = queue;
  const id = stack.getLogicalId(queue.node.defaultChild as sqs.CfnQueue);

  test.each([
    ['*', '*'],
    [queueArn, `<${id}.Arn>`],
    [`${queueArn}/*`, `<${id}.Arn>/*`],
    [`arn:${Aws.PARTITION}:logs:*`, 'arn:<AWS::Partition>:logs:*'],
    [Fn.sub('arn:aws:logs:$' + '{AWS::Region}:*'), '"arn:aws:logs:$' + '{AWS::Region}:*"'],
    [Fn.importValue('Arn'), '{"Fn::ImportValue":"Arn"}'],
  ])('%s', (resource, shown) => expect(wildcardFinding(stack, resource)).toBe(`AwsSolutions-IAM5[Resource::${shown}]`));
});
