import { App, Aws, CfnParameter, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HardenedFunctionDefaults, HardeningProfile, type ILogGroupNaming, LogGroupName } from '../../lib';
import { findingsOf, only, orders, serviceStatements, stackOf, templateOf } from '../harness';
import { ENV, World } from '../iam';

const nameOf = (stack: Stack, id = '') => only(Template.fromStack(stack), 'AWS::Logs::LogGroup', id).LogGroupName;
const scoped = (logGroupName: LogGroupName, stack = stackOf()): Stack => {
  HardenedFunctionDefaults.of(stack).set({ logGroupName });
  return stack;
};

afterEach(() => jest.restoreAllMocks());

describe('a pattern', () => {
  test('names the group by the function, and the role may write to it', async () => {
    const stack = scoped(LogGroupName.pattern('/aws/lambda/{function}'), stackOf(new App(), 'Shop', ENV));
    orders(stack, { functionName: 'orders' });
    expect(nameOf(stack)).toBe('/aws/lambda/orders');
    const [group] = Object.keys(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'));
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Function').LoggingConfig.LogGroup).toEqual({ Ref: group });
    const world = new World(stack.node.root as App);
    const stream = world.arn('AWS::Logs::LogGroup').replace(/\*$/, 'log-stream:x');
    expect(await world.may('OrdersServiceRole', 'logs:PutLogEvents', stream)).toBe(true);
    expect(await world.may('OrdersServiceRole', 'logs:CreateLogGroup', stream)).toBe(false);
  });

  test('uses a unique name of the construct where the function has no name', () => {
    const stack = scoped(LogGroupName.pattern('/aws/lambda/{function}'));
    orders(stack);
    orders(new Construct(stack, 'Team'));
    expect([nameOf(stack, 'Orders'), nameOf(stack, 'Team')]).toEqual([
      expect.stringMatching(/^\/aws\/lambda\/Shop-?Orders/),
      expect.stringMatching(/^\/aws\/lambda\/Shop-?Team-?Orders/),
    ]);
  });

  test('knows the stack and the id of the construct', () => {
    const stack = scoped(LogGroupName.pattern('/{stack}/{id}'));
    orders(stack);
    expect(nameOf(stack)).toBe('/Shop/Orders');
  });

  test('may hold what only the deployment knows', () => {
    const stack = scoped(LogGroupName.pattern(`/aws/lambda/${Aws.REGION}/{function}`));
    const name = new CfnParameter(stack, 'Name').valueAsString;
    orders(stack, { functionName: name });
    expect(nameOf(stack)).toEqual({ 'Fn::Join': ['', ['/aws/lambda/', { Ref: 'AWS::Region' }, '/', { Ref: 'Name' }]] });
  });

  test.each<[string, string]>([
    ['/aws/lambda/{name}', `'logGroupName' must use {function}, {stack} or {id}, got "{name}"; change the pattern`],
    ['/aws/lambda/{toString}', `'logGroupName' must use {function}, {stack} or {id}, got "{toString}"; change the pattern`],
    [
      '/aws lambda/{function}',
      `'logGroupName' must be 1 to 512 letters, digits and . - _ / #, got "/aws lambda/orders"; change the pattern`,
    ],
    ['', `'logGroupName' must be 1 to 512 letters, digits and . - _ / #, got ""; change the pattern`],
    ['x'.repeat(513), `'logGroupName' must be 1 to 512 letters`],
    [5 as never, `'logGroupName' must have a pattern, got 5; pass for example '/aws/lambda/{function}'`],
  ])('%j is refused', (pattern, message) => {
    const stack = scoped(LogGroupName.pattern(pattern));
    expect(() => orders(stack, { functionName: 'orders' })).toThrow(`Shop/Orders: ${message}`);
  });

  test('that names two groups of a stack alike is refused, and names the function that has it', () => {
    const app = new App();
    HardenedFunctionDefaults.of(app).set({ logGroupName: LogGroupName.pattern('/shop/all') });
    const stack = stackOf(app);
    orders(stack);
    expect(() => orders(stack, {}, 'Returns')).toThrow(
      `Shop/Returns: 'logGroupName' must differ between functions, got "/shop/all", which Shop/Orders has; use {function} in the pattern`,
    );
    expect(() => orders(stackOf(app, 'Elsewhere'))).not.toThrow();
  });

  test('is free again where the function was removed', () => {
    const stack = scoped(LogGroupName.pattern('/shop/all'));
    orders(stack);
    stack.node.tryRemoveChild('Orders');
    expect(() => orders(stack)).not.toThrow();
  });
});

describe('your own rule', () => {
  test('gets what the name can be made of', () => {
    const asked: object[] = [];
    const naming: ILogGroupNaming = {
      logGroupNameFor(context) {
        asked.push(context);
        return `/team/${context.functionId.toLowerCase()}`;
      },
    };
    const stack = scoped(LogGroupName.custom(naming));
    orders(stack, { functionName: 'orders-live' });
    expect(nameOf(stack)).toBe('/team/orders');
    expect(asked).toEqual([{ functionId: 'Orders', functionPath: 'Shop/Orders', functionName: 'orders-live', stackName: 'Shop' }]);
  });

  test.each<[string, unknown, string]>([
    ['is none', {}, `'LogGroupName.custom' must have a method 'logGroupNameFor', got an object; implement ILogGroupNaming`],
    ['is not there', undefined, `'LogGroupName.custom' must have a method 'logGroupNameFor', got undefined; implement ILogGroupNaming`],
    ['gives no name', { logGroupNameFor: () => undefined }, `got undefined; change the naming`],
    ['gives no name of a group', { logGroupNameFor: () => 'a b' }, `got "a b"; change the naming`],
  ])('that %s is refused', (_, naming, message) => {
    expect(() => orders(scoped(LogGroupName.custom(naming as ILogGroupNaming)))).toThrow(message);
  });
});

describe('who decides', () => {
  test('a text in place of a LogGroupName is refused', () => {
    expect(() => orders(scoped('/aws/lambda/x' as never))).toThrow(
      `Shop: 'logGroupName' must be a LogGroupName, got "/aws/lambda/x"; pass for example LogGroupName.pattern('/aws/lambda/{function}')`,
    );
  });

  test('the function before its scope, the scope before the profile', () => {
    const app = new App();
    const profile = HardeningProfile.standard().derive({ logGroupName: LogGroupName.pattern('/profile/{id}') });
    HardenedFunctionDefaults.of(app).set({ profile });
    const [far, near] = [stackOf(app, 'Far'), scoped(LogGroupName.pattern('/scope/{id}'), stackOf(app, 'Near'))];
    orders(far);
    orders(near);
    orders(near, { logGroupName: LogGroupName.pattern('/own/{id}') }, 'Own');
    orders(near, { logGroupName: LogGroupName.generated() }, 'Generated');
    expect([nameOf(far), nameOf(near, 'Orders'), nameOf(near, 'Own'), nameOf(near, 'Generated')]).toEqual([
      '/profile/Orders',
      '/scope/Orders',
      '/own/Own',
      undefined,
    ]);
  });

  test('a log group of the function gives no way to one of a scope, and may not be named by itself', () => {
    const stack = scoped(LogGroupName.pattern('/scope/{id}'));
    const logGroup = new logs.LogGroup(stack, 'Mine');
    orders(stack, { logGroup });
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 1);
    expect(() => orders(stack, { logGroup, logGroupName: LogGroupName.generated() }, 'Both')).toThrow(
      `Shop/Both: 'logGroupName' can't be combined with 'logGroup'; remove one of them`,
    );
  });
});

describe('the group that the CDK or Lambda makes', () => {
  const kept = { logGroupName: LogGroupName.ofLambda() };
  const flagged = (on: boolean) => new App({ context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': on } });

  test('is made by Lambda at the first invocation, which the role allows for this group alone', async () => {
    const stack = stackOf(flagged(false), 'Shop', ENV);
    const fn = orders(stack, { ...kept, functionName: 'orders' });
    const template = Template.fromStack(stack);
    for (const type of ['AWS::Logs::LogGroup', 'Custom::LogRetention']) template.resourceCountIs(type, 0);
    expect(only(template, 'AWS::Lambda::Function').LoggingConfig).toEqual({ LogFormat: 'JSON' });
    expect(JSON.stringify(serviceStatements(template))).toContain('logs:CreateLogGroup');
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const world = new World(stack.node.root as App);
    const group = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/orders';
    for (const [action, arn] of [
      ['logs:CreateLogGroup', `${group}:log-stream:`],
      ['logs:PutLogEvents', `${group}:log-stream:x`],
    ]) {
      expect(await world.may('OrdersServiceRole', action, arn)).toBe(true);
      expect(await world.may('OrdersServiceRole', action, arn.replace('orders', 'others'))).toBe(false);
    }
    expect(stack.resolve(fn.logGroup.logGroupName)).toBe('/aws/lambda/orders');
  });

  test('is named by a generated name too: its policy is beside the role, and closes no circle', () => {
    const stack = stackOf(flagged(false));
    const fn = orders(stack, kept);
    const template = Template.fromStack(stack);
    expect(JSON.stringify(only(template, 'AWS::IAM::Policy'))).toMatch(
      /"logs:CreateLogGroup".*:log-group:\/aws\/lambda\/"?,\{"Ref":"Orders/,
    );
    expect(JSON.stringify(serviceStatements(template))).not.toContain('logs:');
    expect(JSON.stringify(stack.resolve(fn.logGroup.logGroupName))).toContain('/aws/lambda/');
    expect(findingsOf(stack.node.root as App)).toEqual([]);
  });

  test('is made by the stack, where the flag of the CDK is on, with the retention that it has', () => {
    const stack = stackOf(flagged(true));
    orders(stack, kept);
    const template = Template.fromStack(stack);
    const plain = stackOf(flagged(true));
    new lambda.Function(plain, 'Orders', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'i.h', code: lambda.Code.fromInline('x') });
    expect(template.findResources('AWS::Logs::LogGroup')).toEqual(Template.fromStack(plain).findResources('AWS::Logs::LogGroup'));
    expect(JSON.stringify(only(template, 'AWS::IAM::Policy').PolicyDocument)).not.toContain('CreateLogGroup');
    expect(findingsOf(stack.node.root as App)).toEqual([]);
  });

  test('has the retention of a scope: set on the group of the stack, or by the custom resource of the CDK', () => {
    jest.spyOn(console, 'warn').mockReturnValue();
    const at = (on: boolean) => {
      const app = flagged(on);
      HardenedFunctionDefaults.of(app).set({ ...kept, logRetention: logs.RetentionDays.ONE_MONTH });
      const stack = stackOf(app);
      orders(stack);
      return Template.fromStack(stack);
    };
    at(true).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    at(false).hasResourceProperties('Custom::LogRetention', { RetentionInDays: 30 });
    at(false).resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  test('keeps a retention that the function sets as the CDK sets it', () => {
    jest.spyOn(console, 'warn').mockReturnValue();
    const template = templateOf({ ...kept, logRetention: logs.RetentionDays.ONE_WEEK }, stackOf(flagged(true)));
    template.hasResourceProperties('Custom::LogRetention', { RetentionInDays: 7 });
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
  });

  test('has the key of the function where the stack makes it', () => {
    const stack = stackOf(flagged(true));
    orders(stack, { ...kept, encryptionKey: new kms.Key(stack, 'Key') });
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Logs::LogGroup').KmsKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
    expect(JSON.stringify(only(template, 'AWS::KMS::Key').KeyPolicy)).toContain('logs.');
  });
});
