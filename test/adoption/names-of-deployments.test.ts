import { Aws, CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { HardenedFunctionDefaults, LogGroupName } from '../../lib';
import { type Adopted, adopted, ofType, resource } from './adopted';
import { ENVIRONMENT, plainFunction } from './odd-application';

const inStack = (make: (stack: Stack) => void): Adopted =>
  adopted((app) => {
    const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
    new CfnParameter(stack, 'Stage');
    make(stack);
  });

const leftOf = ({ report }: Adopted, path = 'Shop/Orders'): Record<string, string> =>
  Object.fromEntries(
    report.functions.filter((one) => one.path === path).flatMap(({ left }) => left.map(({ protection, reason }) => [protection, reason])),
  );

const ROLE = 'AWS::IAM::Role';
const GROUP = 'AWS::Logs::LogGroup';

/** The same name, as an app may write it. */
const NAMES: [string, () => string, () => string][] = [
  ['a parameter', () => `${Fn.ref('Stage')}-orders`, () => `/aws/lambda/${Fn.ref('Stage')}-orders`],
  ['a parameter by Fn::Sub', () => Fn.sub(`\${Stage}-orders`), () => Fn.sub(`/aws/lambda/\${Stage}-orders`)],
  ['the stack', () => `${Aws.STACK_NAME}-orders`, () => Fn.sub(`/aws/lambda/\${AWS::StackName}-orders`)],
  ['a list', () => Fn.join('-', ['orders', Aws.REGION]), () => Fn.join('/', ['', 'aws', 'lambda', Fn.join('-', ['orders', Aws.REGION])])],
  ['values of Fn::Sub', () => `${Aws.REGION}-orders`, () => Fn.sub(`/aws/lambda/\${Where}-orders`, { Where: Aws.REGION })],
];

describe.each(NAMES)('a name that is made of %s', (_, nameOf, groupOf) => {
  test('is that of its log group, which the role may write to', () => {
    const all = inStack((stack) => {
      plainFunction(stack, 'Orders', { functionName: nameOf() });
      new logs.CfnLogGroup(stack, 'Group', { logGroupName: groupOf() });
    });
    expect(ofType(all.hardened, GROUP)).toEqual(['Group']);
    expect(resource(all.hardened, GROUP).Properties?.RetentionInDays).toBe(365);
    const [{ PolicyDocument }] = resource(all.hardened, ROLE).Properties?.Policies ?? [];
    expect(JSON.stringify(PolicyDocument.Statement[0].Resource)).toContain('log-group:/aws/lambda/*:*');
  });

  test('is that which a filter reads and an alarm watches', () => {
    const all = inStack((stack) => {
      plainFunction(stack, 'Orders', { functionName: nameOf() });
      new CfnResource(stack, 'Filter', {
        type: 'AWS::Logs::SubscriptionFilter',
        properties: { LogGroupName: groupOf(), FilterPattern: '', DestinationArn: 'arn' },
      });
      new cloudwatch.CfnAlarm(stack, 'Alarm', {
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensions: [{ name: 'FunctionName', value: nameOf() }],
        comparisonOperator: 'GreaterThanThreshold',
        evaluationPeriods: 1,
      });
    });
    expect(ofType(all.hardened, GROUP)).toEqual([]);
    expect(leftOf(all).logs).toMatch(/Shop\/Filter reads its log group by name/);
    expect(leftOf(all).alarms).toBe('alarms of the app watch Errors already');
  });
});

test('another parameter is another name, and so is the same one of another stack', () => {
  const all = adopted((app) => {
    const [shop, other] = ['Shop', 'Other'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
    for (const stack of [shop, other]) for (const id of ['Stage', 'Team']) new CfnParameter(stack, id);
    plainFunction(shop, 'Orders', { functionName: `${Fn.ref('Stage')}-orders` });
    new logs.CfnLogGroup(shop, 'Group', { logGroupName: `/aws/lambda/${Fn.ref('Team')}-orders` });
    new logs.CfnLogGroup(other, 'Group', { logGroupName: `/aws/lambda/${Fn.ref('Stage')}-orders` });
  });
  expect(ofType({ Shop: all.hardened.Shop }, GROUP)).toEqual([expect.stringMatching(/^OrdersLogGroup/), 'Group']);
  expect(JSON.stringify(all.hardened)).not.toContain('object Object');
});

test('a log group of another app whose name a deployment makes is not named in the role', () => {
  for (const name of [() => `/shop/${Fn.ref('Stage')}`, (stack: Stack) => `/shop/${plainFunction(stack, 'Other').functionName}`]) {
    const all = inStack((stack) =>
      plainFunction(stack, 'Orders', { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Group', name(stack)) }),
    );
    expect(leftOf(all).role).toMatch(/stays: the name of its log group is known only once it is deployed/);
    expect(JSON.stringify(resource(all.hardened, ROLE, 'Orders').Properties)).not.toContain('log-group');
  }
});

test('a pattern of log groups has it', () => {
  const all = inStack((stack) => {
    HardenedFunctionDefaults.of(stack).set({ logGroupName: LogGroupName.pattern('/shop/{function}') });
    plainFunction(stack, 'Orders', { functionName: `${Fn.ref('Stage')}-orders` });
  });
  expect(resource(all.hardened, GROUP).Properties?.LogGroupName).toEqual({ 'Fn::Join': ['', ['/shop/', { Ref: 'Stage' }, '-orders']] });
});

describe('a role that another function has', () => {
  const own = (stack: Stack): iam.Role =>
    new iam.Role(stack, 'Role', {
      roleName: 'orders',
      path: '/shop/',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
    });
  const withRole = (scope: Stack, role: string) =>
    new lambda.CfnFunction(scope, 'Other', { code: { zipFile: 'x' }, handler: 'index.handler', runtime: 'nodejs24.x', role });

  test.each<[string, (stack: Stack, role: iam.Role) => void]>([
    ['by its name', (stack) => plainFunction(stack, 'Other', { role: iam.Role.fromRoleName(stack, 'Known', 'orders') })],
    ['by its ARN', (stack) => withRole(stack, 'arn:aws:iam::111122223333:role/shop/orders')],
    [
      'by its name, in another region',
      (stack) =>
        withRole(
          new Stack(stack.node.root, 'Far', { env: { ...ENVIRONMENT, region: 'eu-west-1' } }),
          Fn.sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/shop/orders`),
        ),
    ],
    ['by Fn::Sub', (stack, role) => withRole(stack, Fn.sub(`\${${stack.getLogicalId(role.node.defaultChild as iam.CfnRole)}.Arn}`))],
    [
      'as a function of SAM',
      (stack, role) =>
        new CfnResource(stack, 'Other', { type: 'AWS::Serverless::Function', properties: { Role: role.roleArn, InlineCode: 'x' } }),
    ],
  ])('%s keeps its managed policies', (_, share) => {
    const all = inStack((stack) => {
      const role = own(stack);
      plainFunction(stack, 'Orders', { role });
      share(stack, role);
    });
    expect(leftOf(all).role).toMatch(/AWSLambdaBasicExecutionRole stays: its role is shared with other functions/);
    expect(JSON.stringify(resource(all.hardened, ROLE).Properties?.ManagedPolicyArns)).toContain('AWSLambdaBasicExecutionRole');
  });

  test('a role of that name in another account is another one', () => {
    const all = inStack((stack) => {
      plainFunction(stack, 'Orders', { role: own(stack) });
      withRole(
        new Stack(stack.node.root, 'Far', { env: { account: '444455556666', region: 'us-east-1' } }),
        'arn:aws:iam::444455556666:role/orders',
      );
    });
    expect(leftOf(all).role).toBeUndefined();
    expect(resource(all.hardened, ROLE).Properties?.ManagedPolicyArns).toBeUndefined();
  });
});
