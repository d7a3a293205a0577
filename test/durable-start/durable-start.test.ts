import { App, Lazy, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, DurableStart, type DurableStartProps, HardenedSqsEventSource, HardeningProfile } from '../../lib';
import { durable, EMAIL } from '../durable/durable';
import { ALL_PACKS, CODE, findingsOf, only, orders, stackOf } from '../harness';
import { ACCOUNT, ENV, REGION, World } from '../iam';

const NONE = AlarmActions.none('a test looks at the template');
const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:orders`;

function started(props: Partial<DurableStartProps> = {}): { app: App; stack: Stack; start: DurableStart } {
  const app = new App();
  const stack = stackOf(app, 'Shop', ENV);
  const { fn } = durable({ functionName: 'orders' }, stack);
  return {
    app,
    stack,
    start: new DurableStart(stack, 'Start', { durableFunction: fn, nameField: 'orderId', alarmActions: NONE, ...props }),
  };
}

test('the function knows what it starts, and the name', () => {
  const { stack, start } = started();
  const { Environment, Runtime } = only(Template.fromStack(stack), 'AWS::Lambda::Function', 'StartFunction');
  expect(Environment.Variables).toEqual({
    DURABLE_FUNCTION: { Ref: expect.stringMatching(/^OrdersAliaslive/) },
    NAME_FIELD: 'orderId',
    NAME_PREFIX: `${start.node.addr.slice(-8)}-`,
  });
  expect(Runtime).toBe('nodejs24.x');
});

test('names of two functions are apart, unless they are given', () => {
  const { stack, start } = started();
  const fn = durable({}, stackOf(new App(), 'Other', ENV)).fn;
  const other = new DurableStart(fn.stack, 'Start', { durableFunction: fn, nameField: 'orderId', alarmActions: NONE });
  const prefixOf = (of: Stack) => only(Template.fromStack(of), 'AWS::Lambda::Function', 'StartFunction').Environment.Variables.NAME_PREFIX;
  expect(prefixOf(stack)).not.toBe(prefixOf(other.startFunction.stack));
  expect(prefixOf(stack)).toMatch(/^[a-z0-9]{8}-$/);
  expect(prefixOf(started({ namePrefix: '' }).stack)).toBe('');
  expect(start).toBeDefined();
});

test('may invoke the alias, and nothing else', async () => {
  const world = new World(started().app);
  expect(await world.may('StartFunctionServiceRole', 'lambda:InvokeFunction', `${ARN}:live`)).toBe(true);
  for (const resource of [ARN, `${ARN}:1`, `${ARN}:$LATEST`, `${ARN}-other:live`])
    expect(await world.may('StartFunctionServiceRole', 'lambda:InvokeFunction', resource)).toBe(false);
  expect(await world.may('StartFunctionServiceRole', 'lambda:StopDurableExecution', `${ARN}:1/durable-execution/a/b`)).toBe(false);
});

test('leaves no finding of cdk-nag that another function has not', () => {
  const profile = HardeningProfile.strict().derive({ requirements: [] });
  const { app } = started({ profile, ...EMAIL });
  const found = findingsOf(app, ALL_PACKS).filter((finding) => finding.includes('/Start/'));
  const plain = new App();
  orders(stackOf(plain, 'Shop', ENV), { profile, ...EMAIL });
  const rules = new Set(findingsOf(plain, ALL_PACKS).map((finding) => finding.split(' ')[1]));
  expect(found.map((finding) => finding.split(' ')[1]).filter((rule) => !rules.has(rule))).toEqual([]);
});

describe('in front', () => {
  test('is a queue, whose messages stay where they were not started', () => {
    const { app, start } = started();
    start.startFunction.addEventSource(HardenedSqsEventSource.withNewQueue());
    expect(() => app.synth()).not.toThrow();
  });

  test('is no queue that deletes what was not started', () => {
    const { app, stack, start } = started();
    start.startFunction.addEventSource(new SqsEventSource(new sqs.Queue(stack, 'Queue', { enforceSSL: true })));
    expect(() => app.synth()).toThrow(
      "event sources of 'startFunction' must report failed messages, got Shop/Start/Function/SqsEventSource:ShopQueue2BB62074/Resource, which would delete messages that were not started; use HardenedSqsEventSource, or set 'reportBatchItemFailures: true'",
    );
  });

  test('is a rule, whose events are captured where they were not started', () => {
    const { app, stack, start } = started();
    new events.Rule(stack, 'Rule', { eventPattern: { source: ['shop'] }, targets: [new targets.LambdaFunction(start.startFunction)] });
    expect(() => app.synth()).not.toThrow();
    expect(start.startFunction.failureQueue).toBeDefined();
  });
});

describe('what is started', () => {
  const plain = (stack: Stack, durableConfig?: lambda.DurableConfig) => new lambda.Function(stack, 'Plain', { ...CODE, durableConfig });
  const config = durable().fn && { executionTimeout: require('aws-cdk-lib').Duration.hours(1) };

  test.each<[string, (stack: Stack) => unknown]>([
    ['an alias of the CDK', (stack) => plain(stack, config).addAlias('live')],
    ['a version of the CDK', (stack) => plain(stack, config).currentVersion],
    ['an imported alias', (stack) => lambda.Function.fromFunctionArn(stack, 'Imported', `${ARN}:live`)],
    ['an imported version', (stack) => lambda.Version.fromVersionArn(stack, 'Imported', `${ARN}:7`)],
  ])('may be %s', (_, target) => {
    const stack = stackOf(new App(), 'Shop', ENV);
    expect(
      () => new DurableStart(stack, 'Start', { durableFunction: target(stack) as lambda.IFunction, nameField: 'id', alarmActions: NONE }),
    ).not.toThrow();
  });

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['nothing', () => undefined, "'durableFunction' must be given, got undefined; pass for example new HardenedFunction("],
    ['null', () => null, "'durableFunction' must be given, got null; "],
    ['an ARN', () => `${ARN}:live`, "'durableFunction' must be a construct, got "],
    ['a queue', (stack) => new sqs.Queue(stack, 'Queue'), "'durableFunction' must be a function, got an object; "],
    [
      'a hardened function that is not durable',
      (stack) => orders(stack),
      "'durableFunction' must be a durable function, got Shop/Orders/Default, which has no 'durableConfig'; ",
    ],
    [
      'an alias of a function that is not durable',
      (stack) => plain(stack).addAlias('live'),
      "got Shop/Plain, which has no 'durableConfig'; ",
    ],
    [
      'a function of the CDK',
      (stack) => plain(stack, config),
      "'durableFunction' must be an alias or a version of a durable function, got a function without a qualifier; pass its alias, or a HardenedFunction, which is invoked by its alias",
    ],
    [
      '$LATEST',
      (stack) => plain(stack, config).latestVersion,
      "'durableFunction' must be an alias or a version of a durable function, got $LATEST; ",
    ],
    ['an imported function', (stack) => lambda.Function.fromFunctionArn(stack, 'Imported', ARN), 'got a function without a qualifier; '],
    [
      'an imported $LATEST',
      (stack) => lambda.Function.fromFunctionArn(stack, 'Imported', `${ARN}:$LATEST`),
      'got a function without a qualifier; ',
    ],
  ])('must not be %s', (_, target, message) => {
    const stack = stackOf(new App(), 'Shop', ENV);
    expect(
      () => new DurableStart(stack, 'Start', { durableFunction: target(stack) as lambda.IFunction, nameField: 'id', alarmActions: NONE }),
    ).toThrow(message);
  });
});

describe('bad input', () => {
  const FIELD = "'nameField' must be the name of a field with dots between levels, got ";
  const PREFIX = "'namePrefix' must be at most 32 letters, digits, hyphens and underscores, got ";
  test.each<[string, object, string]>([
    ['no field', { nameField: undefined }, `${FIELD}undefined; pass for example 'detail.orderId'`],
    ['an empty field', { nameField: '' }, `${FIELD}""`],
    ['a dot', { nameField: '.' }, `${FIELD}"."`],
    ['a dot at the end', { nameField: 'detail.' }, `${FIELD}"detail."`],
    ['a space', { nameField: 'order id' }, `${FIELD}"order id"`],
    ['a number', { nameField: 0 }, `${FIELD}0`],
    ['a list', { nameField: ['detail', 'orderId'] }, `${FIELD}a list`],
    ['a long prefix', { namePrefix: 'x'.repeat(33) }, PREFIX],
    ['a prefix with a slash', { namePrefix: 'shop/' }, `${PREFIX}"shop/"`],
    ['a prefix that is a number', { namePrefix: 1 }, `${PREFIX}1`],
    ['NaN as prefix', { namePrefix: Number.NaN }, `${PREFIX}NaN`],
    [
      'an option that does not exist',
      { nameFields: ['id'] },
      "'DurableStart' must have options that exist, got 'nameFields'; did you mean 'nameField'",
    ],
  ])('%s is refused', (_, props, message) => {
    expect(() => started(props as object)).toThrow(message);
  });

  test.each<[string, object]>([
    ['a field', { nameField: 'id' }],
    ['a field in an element', { nameField: 'detail.orders.0.id' }],
    ['a field of a token', { nameField: Lazy.string({ produce: () => 'id' }) }],
    ['a prefix of 32', { namePrefix: 'x'.repeat(32) }],
    ['a prefix of a token', { namePrefix: Lazy.string({ produce: () => 'x' }) }],
  ])('%s is accepted', (_, props) => {
    expect(() => started(props)).not.toThrow();
  });
});
