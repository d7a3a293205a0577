import { App, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { HardenedFunctionProps } from '../../lib';
import { DEFAULTS } from '../../lib/core/defaults';
import { functionProps } from '../../lib/function/settings';
import { accepted, CODE, only, orders, serviceStatements, stackOf, templateOf } from '../harness';
import { ENV, World } from '../iam';

test('the function writes JSON to a dedicated log group, with a generated name and one year of retention', () => {
  const template = templateOf();
  const [group] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  expect(only(template, 'AWS::Lambda::Function').LoggingConfig).toEqual({ LogFormat: 'JSON', LogGroup: { Ref: group } });
  expect(only(template, 'AWS::Logs::LogGroup')).toEqual({ RetentionInDays: 365 });
});

test('the group is kept on deletion and update, but not left behind by a failed first deployment', () => {
  templateOf().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('the group can be reached', () => {
  expect(orders(stackOf()).logGroup.node.path).toBe('Shop/Orders/LogGroup');
});

test("the user's own group is written to, and no other is made", async () => {
  const s = stackOf(new App(), 'Shop', ENV);
  const own = new logs.LogGroup(s, 'Own');
  expect(orders(s, { logGroup: own }).logGroup).toBe(own);
  Template.fromStack(s).resourceCountIs('AWS::Logs::LogGroup', 1);
  const world = new World(s.node.root as App);
  const stream = world.arn('AWS::Logs::LogGroup', 'Own').replace(/\*$/, 'log-stream:x');
  expect(await world.may('OrdersServiceRole', 'logs:PutLogEvents', stream)).toBe(true);
});

test('an imported group is written to', () => {
  const s = stackOf();
  orders(s, { logGroup: logs.LogGroup.fromLogGroupName(s, 'Own', '/shop/orders') });
  const template = Template.fromStack(s);
  expect(only(template, 'AWS::Lambda::Function').LoggingConfig.LogGroup).toBe('/shop/orders');
  expect(JSON.stringify(serviceStatements(template))).toContain(':log-group:/shop/orders:*');
});

test.each<[string, Partial<HardenedFunctionProps>, object]>([
  ['loggingFormat', { loggingFormat: lambda.LoggingFormat.TEXT }, { LogFormat: 'Text' }],
  ["CDK's older logFormat", { logFormat: lambda.LogFormat.TEXT }, { LogFormat: 'Text' }],
  [
    'the levels, which JSON allows',
    { applicationLogLevelV2: lambda.ApplicationLogLevel.WARN, systemLogLevelV2: lambda.SystemLogLevel.WARN },
    { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', SystemLogLevel: 'WARN' },
  ],
])('%s is respected', (_, props, expected) => {
  templateOf(props).hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: Match.objectLike(expected) });
});

test("CDK's older logRetention and logRemovalPolicy hold for the own group, without a custom resource", () => {
  const template = templateOf({ logRetention: logs.RetentionDays.ONE_WEEK, logRemovalPolicy: RemovalPolicy.DESTROY });
  template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Delete' });
  template.resourceCountIs('AWS::Lambda::Function', 1);
  template.resourceCountIs('Custom::LogRetention', 0);
});

test('nothing deprecated is passed on to CDK, which warns of it even if undefined', () => {
  const passed = functionProps({ ...CODE, logRetention: undefined, logRemovalPolicy: undefined }, DEFAULTS, lambda.LoggingFormat.JSON);
  expect(Object.keys(passed)).not.toEqual(expect.arrayContaining(['logRetention']));
  expect(Object.keys(passed)).not.toEqual(expect.arrayContaining(['logRemovalPolicy']));
});

const own = (s: Stack) => new logs.LogGroup(s, 'Own');
test.each<[string, (s: Stack) => Partial<HardenedFunctionProps>, RegExp]>([
  [
    'logRetention beside logGroup',
    (s) => ({ logGroup: own(s), logRetention: logs.RetentionDays.ONE_DAY }),
    /^Shop\/Orders: 'logRetention' can't be combined with 'logGroup'; /,
  ],
  [
    'logRemovalPolicy beside logGroup',
    (s) => ({ logGroup: own(s), logRemovalPolicy: RemovalPolicy.RETAIN }),
    /'logRemovalPolicy' can't be combined with 'logGroup'; set it on the log group/,
  ],
  [
    'logRetentionRetryOptions',
    () => ({ logRetentionRetryOptions: { maxRetries: 3 } }),
    /'logRetentionRetryOptions' is not supported, because .*; remove it/,
  ],
])('refuses %s', (_, props, message) => {
  const s = stackOf();
  expect(() => accepted(orders(s, props(s)))).toThrow(message);
});
