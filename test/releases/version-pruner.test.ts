import { App, Duration, NestedStack, RemovalPolicy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardeningProfile, Release, type VersionPruning } from '../../lib';
import { resolvePruning } from '../../lib/releases/pruning-plan';
import { ALL_PACKS, findingsOf, only, orders, stackOf } from '../harness';
import { ACCOUNT, ENV, REGION, World } from '../iam';
import { canary, circleIn, released, resourcesOf, the } from './released';

const PRUNER = 'HardenedFunctionVersionPruner';
const typesOf = (template: Template): string[] =>
  Object.entries(resourcesOf(template))
    .filter(([id]) => id.startsWith(PRUNER))
    .map(([, { Type }]) => Type)
    .sort();
const inputOf = (template: Template): any => {
  const { Targets = [] } = the(template, 'AWS::Events::Rule', PRUNER)[1].Properties ?? {};
  return JSON.parse(Targets[0].Input['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join(''));
};

test('nothing is pruned by default', () => expect(typesOf(released().template)).toEqual([]));

describe('one pruner', () => {
  const stack = stackOf();
  orders(stack, { release: canary({ pruning: {} }) });
  orders(stack, { release: Release.allAtOnce({ pruning: { keep: 5, keepFor: Duration.hours(25) } }) }, 'Invoices');
  orders(stack, { release: Release.allAtOnce() }, 'Receipts');
  const template = Template.fromStack(stack);

  test('has an alarm that keeps the reason where it notifies nobody', () => {
    const [, alarm] =
      Object.entries(resourcesOf(template)).find(([id, { Type }]) => id.startsWith(PRUNER) && Type === 'AWS::CloudWatch::Alarm') ?? [];
    expect(alarm?.Metadata).toMatchObject({ 'cdk-hardened-lambda:Waivers': { alarmActions: expect.any(String) } });
  });

  test('serves all functions of the stack that ask for it', () => {
    expect(typesOf(template)).toEqual([
      'AWS::CloudWatch::Alarm',
      'AWS::Events::Rule',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
    ]);
    expect(inputOf(template)).toEqual({
      stacks: ['<AWS::StackId>'],
      functions: [
        { name: `<${the(template, 'AWS::Lambda::Function', 'Orders')[0]}>`, keep: 3, days: 30 },
        { name: `<${the(template, 'AWS::Lambda::Function', 'Invoices')[0]}>`, keep: 5, days: 2 },
      ],
    });
  });

  test('runs once a day, and its errors notify the topic of the alarms', () => {
    expect(only(template, 'AWS::Events::Rule', PRUNER).ScheduleExpression).toBe('rate(1 day)');
    const alarm = only(template, 'AWS::CloudWatch::Alarm', PRUNER);
    expect(alarm).toMatchObject({ MetricName: 'Errors', Threshold: 0 });
    expect(alarm.Dimensions[0].Value).toEqual({ Ref: the(template, 'AWS::Lambda::Function', PRUNER)[0] });
  });

  test('has no circle', () => expect(circleIn(resourcesOf(template))).toBeUndefined());
});

test('asks for the stacks around a nested one too, whose rollback needs the version before', () => {
  const nested = new NestedStack(stackOf(), 'Nested');
  orders(nested, { release: canary({ pruning: {} }) });
  expect(inputOf(Template.fromStack(nested)).stacks).toEqual(['<AWS::StackId>', '<referencetoShopAWSStackId>']);
});

test('has the permissions boundary of its functions', () => {
  const permissionsBoundary = iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess');
  const stack = stackOf();
  for (const id of ['Invoices', 'Receipts']) orders(stack, { release: canary({ pruning: {} }), permissionsBoundary }, id);
  orders(stack, { release: canary({ pruning: {} }) });
  const template = Template.fromStack(stack);
  const roles = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => id.startsWith(PRUNER));
  expect(roles.map(([, { Properties }]) => Properties.PermissionsBoundary !== undefined)).toEqual([true, false]);
});

test.each<[string, HardeningProfile, typeof ALL_PACKS | undefined]>([
  ['standard', HardeningProfile.standard(), undefined],
  ['strict', HardeningProfile.strict().derive({ requirements: [] }), ALL_PACKS],
])('the scanners find nothing in it under %s', (_, profile, packs) => {
  const app = new App();
  released({ release: canary({ pruning: {} }), profile, alarmActions: AlarmActions.email('ops@example.com') }, stackOf(app));
  expect(findingsOf(app, packs).filter((finding) => finding.includes(PRUNER))).toEqual([]);
});

test('under strict its logs are encrypted with the key of the functions', () => {
  const profile = HardeningProfile.strict().derive({ requirements: [] });
  const { template } = released({ release: canary({ pruning: {} }), profile });
  expect(only(template, 'AWS::Logs::LogGroup', PRUNER).KmsKeyId).toBeDefined();
});

test('a version of SnapStart for Python is kept for the pruner, which deletes it when it is old', () => {
  const props = { runtime: lambda.Runtime.PYTHON_3_13, snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS };
  const policyOf = (release: Release) => the(released({ ...props, release }).template, 'AWS::Lambda::Version')[1].DeletionPolicy;
  expect(policyOf(canary())).toBe('Delete');
  expect(policyOf(canary({ pruning: {} }))).toBe('RetainExceptOnCreate');
});

describe('the role', () => {
  const app = new App();
  const stack = stackOf(app, 'Shop', ENV);
  orders(stack, { release: canary({ pruning: {} }), functionName: 'orders' });
  orders(stack, { release: canary(), functionName: 'others' }, 'Others');
  const world = new World(app);
  const fn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

  test.each<[string, string]>([
    ['lambda:ListVersionsByFunction', fn('orders')],
    ['lambda:ListAliases', fn('orders')],
    ['lambda:DeleteFunction', fn('orders:3')],
    ['cloudformation:DescribeStacks', `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Shop/1`],
  ])('may %s on %s', async (action, resource) => expect(await world.may(PRUNER, action, resource)).toBe(true));

  test.each<[string, string]>([
    ['lambda:DeleteFunction', fn('orders')],
    ['lambda:DeleteFunction', fn('others')],
    ['lambda:DeleteFunction', fn('others:3')],
    ['lambda:ListVersionsByFunction', fn('others')],
    ['lambda:UpdateAlias', fn('orders')],
    ['lambda:UpdateFunctionCode', fn('orders')],
    ['lambda:InvokeFunction', fn('orders')],
    ['cloudformation:DescribeStacks', `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Other/1`],
    ['cloudformation:UpdateStack', `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Shop/1`],
  ])('may not %s on %s', async (action, resource) => expect(await world.may(PRUNER, action, resource)).toBe(false));
});

describe('is refused in one sentence', () => {
  const made = (pruning: VersionPruning, props: object = {}) => orders(stackOf(), { release: canary({ pruning }), ...props });
  const durable = (executionTimeout: Duration) => ({ durableConfig: { executionTimeout } });

  test.each<[string, () => unknown, RegExp]>([
    ['one version', () => made({ keep: 1 }), /'release\.pruning\.keep' must be a whole number between 2 and 1000, got 1; the live version/],
    ['no version', () => made({ keep: 0 }), /got 0/],
    ['no number', () => made({ keep: Number.NaN }), /got NaN/],
    ['a fraction', () => made({ keep: 2.5 }), /got 2\.5/],
    ['an hour', () => made({ keepFor: Duration.hours(1) }), /'release\.pruning\.keepFor' must be a whole number of seconds between 86400/],
    ['a number of days', () => made({ keepFor: 30 as never }), /'release\.pruning\.keepFor' must be a Duration, got 30/],
    [
      'a misspelled option',
      () => made({ keeps: 3 } as never),
      /'release\.pruning' must have options that exist, got 'keeps'; did you mean 'keep'/,
    ],
    ['true', () => made(true as never), /'release\.pruning' must be an object, got true/],
    ['null', () => made(null as never), /'release\.pruning' must be an object, got null/],
    [
      'versions that are deleted at once',
      () => made({}, { currentVersionOptions: { removalPolicy: RemovalPolicy.DESTROY } }),
      /'release\.pruning' can't be combined with 'currentVersionOptions\.removalPolicy' DESTROY/,
    ],
    [
      'versions on which executions are under way',
      () => made({}, durable(Duration.days(30))),
      /'release\.pruning\.keepFor' must be at least as long as a durable execution and a release \(2592000 s and 180000 s\), got 2592000 s; pass at least Duration\.days\(33\)/,
    ],
  ])('%s', (_, make, sentence) => expect(make).toThrow(sentence));

  test('and longer than the executions it is taken', () => {
    const options = durable(Duration.days(30));
    expect(resolvePruning(stackOf(), { keepFor: Duration.days(33) }, options)).toEqual({ keep: 3, days: 33 });
  });
});
