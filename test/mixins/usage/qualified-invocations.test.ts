import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { FailureCapture, HardenedFunction, HardeningProfile, PolicyKind, Waiver } from '../../../lib';
import { accepted, orders, stackOf, TOLD } from '../../harness';

const ENV = { env: { account: '111122223333', region: 'eu-west-1' } };

/** The event invoke configurations, without the one of the function itself. */
function configsOf(stack: Stack): { DependsOn?: string[]; Properties: Record<string, any> }[] {
  const found = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventInvokeConfig')) as never[];
  return found.filter(({ Properties }: any) => Properties.Qualifier !== '$LATEST') as never;
}

const queueOf = (stack: Stack) => expect.objectContaining({ OnFailure: { Destination: { 'Fn::GetAtt': [logical(stack), 'Arn'] } } });
const logical = (stack: Stack): string => Object.keys(Template.fromStack(stack).findResources('AWS::SQS::Queue'))[0];

const WAYS: [string, (fn: HardenedFunction) => lambda.IFunction, unknown][] = [
  ['an alias of the function', (fn) => fn.addAlias('live'), 'live'],
  [
    "CDK's alias of the current version",
    (fn) => new lambda.Alias(fn.stack, 'Live', { aliasName: 'live', version: fn.currentVersion }),
    'live',
  ],
  ["CDK's alias of a version that was made by hand", (fn) => aliasOf(fn, new lambda.Version(fn.stack, 'One', { lambda: fn })), 'live'],
  ['an alias of $LATEST', (fn) => aliasOf(fn, fn.latestVersion), 'live'],
  ['the current version', (fn) => fn.currentVersion, { 'Fn::GetAtt': [expect.stringContaining('CurrentVersion'), 'Version'] }],
  ['a version of the function inside', (fn) => new lambda.Version(fn.stack, 'One', { lambda: fn.lambdaFunction }), expect.anything()],
];
const aliasOf = (fn: HardenedFunction, version: lambda.IVersion) => new lambda.Alias(fn.stack, 'Live', { aliasName: 'live', version });

test.each(WAYS)('%s has the failure capture of the function', (_, make, qualifier) => {
  const stack = stackOf(new App(), 'Shop', ENV);
  const fn = orders(stack, { retryAttempts: 1 });
  new events.Rule(stack, 'Nightly', {
    schedule: events.Schedule.expression('rate(1 hour)'),
    targets: [new targets.LambdaFunction(make(fn))],
  });
  expect(configsOf(stack)).toEqual([
    expect.objectContaining({
      DependsOn: expect.anything(),
      Properties: expect.objectContaining({ Qualifier: qualifier, MaximumRetryAttempts: 1, DestinationConfig: queueOf(stack) }),
    }),
  ]);
});

test.each<[string, (stack: Stack) => string]>([
  ['its name', () => 'shop-orders'],
  ['its ARN', () => 'arn:aws:lambda:eu-west-1:111122223333:function:shop-orders'],
  ['an import', (stack) => lambda.Function.fromFunctionName(stack, 'Imported', 'shop-orders').functionName],
])('an alias that names the function by %s is captured, also from another stack', (_, nameIn) => {
  const app = new App();
  const [stack, other] = [stackOf(app, 'Shop', ENV), stackOf(app, 'Other', ENV)];
  orders(stack, { functionName: 'shop-orders' });
  new lambda.CfnAlias(other, 'Live', { functionName: nameIn(other), functionVersion: '1', name: 'live' });
  expect(configsOf(other)).toEqual([expect.objectContaining({ Properties: expect.objectContaining({ Qualifier: 'live' }) })]);
});

test.each([
  ['another function', 'shop-invoices'],
  ['a function of another account', 'arn:aws:lambda:eu-west-1:444455556666:function:shop-orders'],
])('an alias of %s is left alone', (_, functionName) => {
  const stack = stackOf(new App(), 'Shop', ENV);
  orders(stack, { functionName: 'shop-orders' });
  new lambda.CfnAlias(stack, 'Live', { functionName, functionVersion: '1', name: 'live' });
  expect(configsOf(stack)).toEqual([]);
});

test('the configuration of an alias waits for a policy beside the role', () => {
  const stack = stackOf();
  const profile = HardeningProfile.standard().derive({ policyKind: PolicyKind.CUSTOMER_MANAGED });
  orders(stack, { profile }).addAlias('live');
  expect(configsOf(stack)).toEqual([
    expect.objectContaining({ DependsOn: expect.arrayContaining([expect.stringContaining('DestinationPolicy')]) }),
  ]);
});

test('aliases of CloudFormation are captured too, and each by itself', () => {
  const stack = stackOf();
  const fn = orders(stack);
  const functionVersion = fn.currentVersion.version;
  for (const name of ['blue', 'green']) new lambda.CfnAlias(stack, name, { name, functionName: fn.functionName, functionVersion });
  expect(
    configsOf(stack)
      .map(({ Properties }) => Properties.Qualifier)
      .sort(),
  ).toEqual(['blue', 'green']);
});

test('an alias in another stack is captured', () => {
  const app = new App();
  const fn = orders(stackOf(app));
  const other = stackOf(app, 'Other');
  new lambda.Alias(other, 'Live', { aliasName: 'live', version: fn.currentVersion });
  expect(configsOf(other)).toHaveLength(1);
});

test('what was set for the alias stays, and is completed', () => {
  const stack = stackOf();
  const fn = orders(stack, { retryAttempts: 1 });
  fn.addAlias('live', { retryAttempts: 0 });
  new lambda.CfnEventInvokeConfig(stack, 'Own', { functionName: fn.functionName, qualifier: 'next', maximumEventAgeInSeconds: 60 });
  fn.addAlias('next');
  const configs = configsOf(stack).map(({ Properties }) => Properties);
  expect(configs).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ MaximumRetryAttempts: 0, DestinationConfig: queueOf(stack) }),
      expect.objectContaining({
        Qualifier: 'next',
        MaximumEventAgeInSeconds: 60,
        MaximumRetryAttempts: 1,
        DestinationConfig: queueOf(stack),
      }),
    ]),
  );
  expect(configs).toHaveLength(2);
});

test('a dead-letter queue serves all versions, and a function without capture stays without', () => {
  for (const failureCapture of [FailureCapture.dedicatedDeadLetterQueue(), FailureCapture.none('reads a queue only')]) {
    const stack = stackOf();
    orders(stack, { failureCapture }).addAlias('live');
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::EventInvokeConfig', 0);
  }
});

test('nothing is made for a function without versions, or for functions of others', () => {
  const stack = stackOf();
  orders(stack);
  new lambda.Function(stack, 'Plain', { runtime: TOLD.runtime, handler: TOLD.handler, code: TOLD.code }).addAlias('live');
  expect(configsOf(stack)).toEqual([]);
});

test('under strict, an alias is no error', () => {
  const app = new App();
  const stack = stackOf(app);
  const waivers = [Waiver.vpc('a test'), Waiver.reservedConcurrency('a test')];
  orders(stack, { profile: HardeningProfile.strict(), waivers }).addAlias('live');
  expect(() => app.synth()).not.toThrow();
});

describe('SnapStart', () => {
  const java = () => ({
    runtime: lambda.Runtime.JAVA_21,
    handler: 'Orders',
    code: lambda.Code.fromAsset(join(__dirname, '../../function/packaging/nodejs/entries')),
  });
  const both = "'provisionedConcurrentExecutions' must not go with 'snapStart', got both, which Lambda refuses; leave one of them out";
  const provisioned: [string, (fn: HardenedFunction) => unknown][] = [
    ['an alias', (fn) => fn.addAlias('beta', { provisionedConcurrentExecutions: 1 })],
    [
      "CDK's alias",
      (fn) => new lambda.Alias(fn.stack, 'A', { aliasName: 'a', version: fn.currentVersion, provisionedConcurrentExecutions: 1 }),
    ],
    ['a version', (fn) => new lambda.Version(fn.stack, 'V', { lambda: fn.lambdaFunction, provisionedConcurrentExecutions: 1 })],
    ['a scaled alias', (fn) => fn.addAlias('live').addAutoScaling({ maxCapacity: 3 })],
  ];
  test.each(provisioned)('is refused with provisioned concurrency of %s', (_, make) => {
    const app = new App();
    const fn = orders(stackOf(app), { ...java(), snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS });
    make(fn);
    expect(() => app.synth()).toThrow(both);
  });

  test.each([true, false])('alone, and provisioned concurrency alone, are no errors: %s', (hasSnapStart) => {
    const app = new App();
    const snapStart = hasSnapStart ? lambda.SnapStartConf.ON_PUBLISHED_VERSIONS : undefined;
    const fn = orders(stackOf(app), { ...java(), snapStart });
    fn.addAlias('live', hasSnapStart ? {} : { provisionedConcurrentExecutions: 1 });
    expect(() => app.synth()).not.toThrow();
    expect(accepted(fn)).toBeInstanceOf(HardenedFunction);
  });
});
