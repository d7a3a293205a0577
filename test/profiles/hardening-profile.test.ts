import { App, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  AlarmTuning,
  FailureCapture,
  HardenedFunction,
  type HardenedFunctionDefaultOptions,
  HardenedFunctionDefaults,
  type HardenedFunctionProps,
  HardenedSqsEventSource,
  HardeningProfile,
  type HardeningProfileOptions,
  KeyManagement,
  PolicyKind,
  Waiver,
} from '../../lib';
import { CODE, only, orders, stackOf, templateOf } from '../harness';

test('standard holds where no profile is set', () => {
  expect(templateOf({ profile: HardeningProfile.standard() }).toJSON()).toEqual(templateOf().toJSON());
});

test('strict keeps failed events in a dead-letter queue, under a key of the stack, with policies that can be audited', () => {
  const waivers = [Waiver.vpc('calls public AWS endpoints only'), Waiver.reservedConcurrency('shares the pool of the account')];
  const template = templateOf({ profile: HardeningProfile.strict(), waivers });
  const [queue] = Object.keys(template.findResources('AWS::SQS::Queue'));
  expect(only(template, 'AWS::Lambda::Function').DeadLetterConfig).toEqual({ TargetArn: { 'Fn::GetAtt': [queue, 'Arn'] } });
  expect(only(template, 'AWS::KMS::Key').Description).toBe('Logs, failed events, alarms and environment of the functions in Shop');
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

describe('development', () => {
  const profile = HardeningProfile.development();

  test('has no requirements, also not that somebody is notified', () => {
    const app = new App();
    new HardenedFunction(stackOf(app), 'Orders', { ...CODE, profile });
    expect(() => app.synth()).not.toThrow();
  });

  test('is cheap, and destroyed with its stack', () => {
    const template = templateOf({ profile });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Delete' });
    template.hasResource('AWS::SQS::Queue', { DeletionPolicy: 'Delete' });
    const resources = JSON.stringify(template.toJSON());
    expect(resources).not.toContain('"Retain');
    template.resourceCountIs('AWS::KMS::Key', 0);
  });

  test('watches no source either, but for what is tuned there', () => {
    const events = [HardenedSqsEventSource.withNewQueue()];
    const template = templateOf({ profile: HardeningProfile.development(), events });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    const derived = HardeningProfile.development().derive({ sourceAlarms: { oldestMessage: AlarmTuning.threshold({ threshold: 60 }) } });
    const tuned = templateOf({ profile: derived, events: [HardenedSqsEventSource.withNewQueue()] });
    expect(only(tuned, 'AWS::CloudWatch::Alarm').Threshold).toBe(60);
  });

  test('has an alarm where the function tunes one', () => {
    const template = templateOf({ profile, alarms: { errors: AlarmTuning.threshold({ threshold: 3 }) } });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });
});

describe('a derived profile', () => {
  test('is like its origin but for what it says', () => {
    const ours = HardeningProfile.standard().derive({
      architecture: lambda.Architecture.X86_64,
      memorySize: 512,
      timeout: Duration.seconds(10),
      tracing: lambda.Tracing.PASS_THROUGH,
      recursiveLoop: lambda.RecursiveLoop.ALLOW,
      loggingFormat: lambda.LoggingFormat.TEXT,
      logRetention: logs.RetentionDays.TEN_YEARS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const template = templateOf({ profile: ours });
    expect(only(template, 'AWS::Lambda::Function')).toMatchObject({
      Architectures: ['x86_64'],
      MemorySize: 512,
      Timeout: 10,
      TracingConfig: { Mode: 'PassThrough' },
      RecursiveLoop: 'Allow',
      LoggingConfig: { LogFormat: 'Text' },
    });
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 3653 }, DeletionPolicy: 'Delete' });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 5);
  });

  test('leaves its origin as it was', () => {
    const origin = HardeningProfile.standard();
    origin.derive({ memorySize: 512 });
    expect(only(templateOf({ profile: origin }), 'AWS::Lambda::Function').MemorySize).toBe(256);
  });

  test('takes keys, policies and failure capture apart from each other', () => {
    const template = templateOf({
      profile: HardeningProfile.standard().derive({
        keyManagement: KeyManagement.CUSTOMER_MANAGED,
        policyKind: PolicyKind.CUSTOMER_MANAGED,
        failureCapture: FailureCapture.none('stateless'),
      }),
    });
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::SQS::Queue', 0);
  });

  test('joins alarm by alarm with its origin', () => {
    const twice = HardeningProfile.standard()
      .derive({ alarms: { errors: AlarmTuning.threshold({ threshold: 3 }) } })
      .derive({ alarms: { throttles: AlarmTuning.none('never throttled') } });
    const template = templateOf({ profile: twice });
    expect(only(template, 'AWS::CloudWatch::Alarm', 'OrdersAlarmsErrors').Threshold).toBe(3);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 4);
  });

  test('an explicit undefined says nothing', () => {
    const profile = HardeningProfile.standard().derive({ memorySize: undefined, alarms: { errors: undefined } });
    expect(templateOf({ profile }).toJSON()).toEqual(templateOf({ profile: HardeningProfile.standard().derive({}) }).toJSON());
  });

  test.each<[string, Parameters<HardeningProfile['derive']>[0], RegExp]>([
    ['memory', { memorySize: 64 }, /^Shop\/Orders: 'memorySize' must be a whole number of MB between 128 and 10240, got 64/],
    ['a timeout', { timeout: Duration.seconds(901) }, /^Shop\/Orders: 'timeout' must be/],
    ['an alarm', { alarms: { errors: AlarmTuning.threshold({ threshold: -1 }) } }, /'alarms.errors.threshold' must be/],
    ['a reason', { failureCapture: FailureCapture.none('') }, /'FailureCapture.none' must have a reason/],
  ])('with %s that cannot be is refused where it is used', (_, options, message) => {
    expect(() => orders(stackOf(), { profile: HardeningProfile.standard().derive(options) })).toThrow(message);
  });
});

test.each<[string, Partial<HardenedFunctionProps>, object]>([
  ['memory', { memorySize: 1024 }, { MemorySize: 1024 }],
  ['tracing', { tracing: lambda.Tracing.DISABLED }, {}],
])("the function's own %s wins over its profile", (_, props, expected) => {
  const profile = HardeningProfile.standard().derive({ memorySize: 512, tracing: lambda.Tracing.ACTIVE });
  const fn = only(templateOf({ profile, ...props }), 'AWS::Lambda::Function');
  expect(fn).toMatchObject(expected);
  if (props.tracing) expect(fn.TracingConfig).toBeUndefined();
});

test('functions of one stack may have different profiles', () => {
  const s = stackOf();
  orders(s, { profile: HardeningProfile.development() });
  orders(s, { profile: HardeningProfile.standard() }, 'Invoices');
  Template.fromStack(s).resourceCountIs('AWS::CloudWatch::Alarm', 5);
});

describe('a setting that does not exist, from JavaScript', () => {
  const untyped = (options: object) => options as HardeningProfileOptions;

  test.each([
    [{ memorysise: 512 }, "'HardeningProfile.derive' must have options that exist, got 'memorysise'; did you mean 'memorySize'"],
    [{ quux: 1 }, /^'HardeningProfile.derive' must have options that exist, got 'quux'; use one of architecture, memorySize, /],
  ])('is refused in a profile: %j', (options, message) => {
    expect(() => HardeningProfile.standard().derive(untyped(options))).toThrow(message);
  });

  test.each([
    [
      { alarmAction: 1 },
      "Shop: 'HardenedFunctionDefaults.set' must have options that exist, got 'alarmAction'; did you mean 'alarmActions'",
    ],
    [{ keyManagement: 'x' }, /got 'keyManagement'; use one of architecture, /],
  ])('is refused in a scope: %j', (options, message) => {
    expect(() => HardenedFunctionDefaults.of(stackOf()).set(options as HardenedFunctionDefaultOptions)).toThrow(message);
  });

  test('all that exist are taken', () => {
    HardeningProfile.standard().derive({ memorySize: 512, requirements: [], recursiveLoop: lambda.RecursiveLoop.ALLOW });
    HardenedFunctionDefaults.of(stackOf()).set({ memorySize: 512, runbookUrl: 'https://wiki.example.com', waivers: [] });
  });
});

test('a customer-managed key alone asks nothing of queues, and changes no acknowledgement of the audit packs', () => {
  const s = stackOf();
  orders(s, {
    profile: HardeningProfile.standard().derive({ keyManagement: KeyManagement.CUSTOMER_MANAGED }),
    reservedConcurrentExecutions: 10,
    events: [HardenedSqsEventSource.withNewQueue()],
  });
  expect(() => (s.node.root as App).synth()).not.toThrow();
});
