import { App, CfnParameter, Duration, Lazy, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmTuning,
  FailureCapture,
  HardenedFunctionDefaults,
  HardeningProfile,
  ProvisionedConcurrency,
  Release,
  ReleaseMove,
} from '../../lib';
import { orders, stackOf, warningsOf } from '../harness';
import { ENV } from '../iam';
import { DURABLE, durable } from './durable';

const config = (durableConfig: unknown) => ({ durableConfig });
const time = (executionTimeout: unknown) => config({ executionTimeout });
const kept = (retentionPeriod: unknown) => config({ executionTimeout: Duration.hours(1), retentionPeriod });
const queue = (stack: Stack) => new SqsDestination(new sqs.Queue(stack, 'Queue', { enforceSSL: true }));

describe('durableConfig', () => {
  test.each<[string, (stack: Stack) => object, string]>([
    [
      'an option that does not exist',
      () => config({ executionTimeOut: Duration.hours(1) }),
      "'durableConfig' must have options that exist, got 'executionTimeOut'; did you mean 'executionTimeout'",
    ],
    [
      'a key',
      () => config({ executionTimeout: Duration.hours(1), kmsKey: 'alias/x' }),
      "'durableConfig' must have options that exist, got 'kmsKey'; use one of executionTimeout, retentionPeriod",
    ],
    ['no options', () => config({}), "'durableConfig.executionTimeout' must be given, got undefined; pass for example Duration.hours(1)"],
    ['a number of seconds', () => time(3600), "'durableConfig.executionTimeout' must be a Duration, got 3600; "],
    ['NaN', () => time(Number.NaN), "'durableConfig.executionTimeout' must be a Duration, got NaN; "],
    [
      'no time',
      () => time(Duration.seconds(0)),
      "'durableConfig.executionTimeout' must be a whole number of seconds between 1 and 31622400, got 0",
    ],
    [
      'half a second',
      () => time(Duration.millis(500)),
      "'durableConfig.executionTimeout' must be a whole number of seconds between 1 and 31622400, got 0.5",
    ],
    ['a fraction', () => time(Duration.millis(1500)), 'between 1 and 31622400, got 1.5'],
    ['more than 366 days', () => time(Duration.seconds(31_622_401)), 'between 1 and 31622400, got 31622401'],
    [
      'a retention in days',
      () => kept(14),
      "'durableConfig.retentionPeriod' must be a Duration, got 14; write for example Duration.days(14)",
    ],
    [
      'no retention',
      () => kept(Duration.days(0)),
      "'durableConfig.retentionPeriod' must be a whole number of days between 1 and 90, got 0",
    ],
    ['half a day', () => kept(Duration.hours(12)), 'must be a whole number of days between 1 and 90, got 0.5'],
    ['91 days', () => kept(Duration.days(91)), 'must be a whole number of days between 1 and 90, got 91'],
    [
      'an old Node.js',
      () => ({ runtime: lambda.Runtime.NODEJS_20_X }),
      "'runtime' must be nodejs22.x, python3.13, java17, dotnet8 or newer for a durable function, got nodejs20.x; ",
    ],
    ['an old Python', () => ({ runtime: lambda.Runtime.PYTHON_3_12 }), 'got python3.12; '],
    ['an old Python of one digit', () => ({ runtime: lambda.Runtime.PYTHON_3_9 }), 'got python3.9; '],
    ['an old Java', () => ({ runtime: lambda.Runtime.JAVA_11 }), 'got java11; '],
    ['an old .NET', () => ({ runtime: lambda.Runtime.DOTNET_6 }), 'got dotnet6; '],
    ['Ruby', () => ({ runtime: lambda.Runtime.RUBY_3_4 }), 'got ruby3.4; '],
    ['an OS-only runtime', () => ({ runtime: lambda.Runtime.PROVIDED_AL2023 }), 'got provided.al2023; '],
    [
      'retries',
      () => ({ retryAttempts: 2 }),
      "'retryAttempts' must be omitted for a durable function, got 2: Lambda does not retry an execution that failed; ",
    ],
    ['no retries', () => ({ retryAttempts: 0 }), "'retryAttempts' must be omitted for a durable function, got 0: "],
    [
      'retries of a token',
      () => ({ retryAttempts: Lazy.number({ produce: () => 1 }) }),
      "'retryAttempts' must be omitted for a durable function, got a token: ",
    ],
    [
      'a destination for failures',
      (stack) => ({ onFailure: queue(stack) }),
      "'onFailure' must be omitted for a durable function, got a destination, which Lambda does not support there; remove it, and set 'deadLetterQueue'",
    ],
    [
      'a destination for results',
      (stack) => ({ onSuccess: queue(stack) }),
      "'onSuccess' must be omitted for a durable function, got a destination, which Lambda does not support there; remove it, and match events",
    ],
    [
      'a destination as capture',
      (stack) => ({ failureCapture: FailureCapture.destination(queue(stack)) }),
      "'failureCapture' must be a dead-letter target for a durable function, got an on-failure destination (destination)",
    ],
    ['the shared queue', () => ({ failureCapture: FailureCapture.sharedQueue() }), 'got an on-failure destination (sharedQueue)'],
    [
      'a dedicated queue',
      () => ({ failureCapture: FailureCapture.dedicatedQueue() }),
      'got an on-failure destination (dedicatedQueue), which Lambda does not support there; omit it, or pass FailureCapture.dedicatedDeadLetterQueue()',
    ],
    ['no capture without a reason', () => ({ failureCapture: FailureCapture.none('') }), "'FailureCapture.none' must have a reason"],
    [
      'versions that are deleted',
      () => ({ currentVersionOptions: { removalPolicy: 'destroy' } }),
      "'currentVersionOptions.removalPolicy' must be RETAIN_ON_UPDATE_OR_DELETE for a durable function, got DESTROY, which deletes the version on which executions still run; ",
    ],
    [
      'versions that are kept after a failure',
      () => ({ currentVersionOptions: { removalPolicy: 'retain' } }),
      "'currentVersionOptions.removalPolicy' must be RETAIN_ON_UPDATE_OR_DELETE or DESTROY",
    ],
    [
      'a description of versions',
      () => ({ currentVersionOptions: { description: 'x' } }),
      "'currentVersionOptions' must have only 'removalPolicy' where 'durableConfig' is set, got 'description'",
    ],
    [
      'the first step of a move',
      () => ({ release: Release.allAtOnce({ move: ReleaseMove.PREPARE }) }),
      `'release.move' must be omitted for a durable function, got "prepare": callers invoke a durable function by its alias from the start; remove it`,
    ],
    [
      'the second',
      () => ({ release: Release.allAtOnce({ move: ReleaseMove.SWITCH }) }),
      `'release.move' must be omitted for a durable function, got "switch": `,
    ],
  ])('%s is refused', (_, props, message) => {
    const stack = stackOf(new App(), 'Shop', ENV);
    expect(() => orders(stack, { ...DURABLE, ...props(stack) } as object)).toThrow(message);
  });

  test.each<[string, object]>([
    ['the shortest time', time(Duration.seconds(1))],
    ['the longest', time(Duration.days(366))],
    ['a time that only a deployment knows', time(Duration.seconds(Lazy.number({ produce: () => 60 })))],
    ['the shortest retention', kept(Duration.days(1))],
    ['the longest retention', kept(Duration.days(90))],
    ['two days of hours', kept(Duration.hours(48))],
    [
      'a runtime that only a deployment knows',
      {
        runtime: new lambda.Runtime(Lazy.string({ produce: () => 'nodejs24.x' }), lambda.RuntimeFamily.NODEJS),
        code: lambda.Code.fromAsset(__dirname),
      },
    ],
    ['a profile with a shared queue', { profile: HardeningProfile.lean() }],
    ['provisioned concurrency', { provisionedConcurrency: ProvisionedConcurrency.constant(1) }],
    ['a release in one step', { release: Release.allAtOnce() }],
  ])('%s is accepted, without a warning', (_, props) => {
    const { stack } = durable(props as object);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a retention that only a deployment knows is accepted, and has no price', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    const parameter = new CfnParameter(stack, 'Days', { type: 'Number' });
    const { fn } = durable(
      { durableConfig: { executionTimeout: Duration.hours(1), retentionPeriod: Duration.days(parameter.valueAsNumber) } },
      stack,
    );
    expect(fn.node.metadata.filter(({ data }) => String(data).includes('durable executions cost'))).toEqual([]);
  });

  test('without it, nothing of the sort is refused', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    expect(() =>
      orders(stack, {
        retryAttempts: 1,
        runtime: lambda.Runtime.PYTHON_3_12,
        code: lambda.Code.fromInline('') as any,
        durableConfig: undefined,
      }),
    ).toThrow('Lambda inline code cannot be empty');
  });

  test('all faults are in one error', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    const faults = {
      retryAttempts: 1,
      ...time(Duration.seconds(0)),
      runtime: lambda.Runtime.NODEJS_20_X,
      release: Release.allAtOnce({ move: ReleaseMove.PREPARE }),
    };
    for (const part of ['retryAttempts', 'executionTimeout', 'nodejs20.x', 'release.move'])
      expect(() => orders(stack, faults as object, part.replace('.', ''))).toThrow(part);
  });

  test('a tenant for each environment, and an image, are warned of', () => {
    const { stack } = durable({ tenancyConfig: lambda.TenancyConfig.PER_TENANT });
    expect(warningsOf(stack).filter((text) => text.includes('DurableUnverified'))).toEqual([
      expect.stringContaining("'durableConfig' must be used without 'tenancyConfig'"),
    ]);
  });
});

describe('later lines', () => {
  test.each<[string, (stack: Stack) => lambda.EventInvokeConfigOptions, string]>([
    ['retries', () => ({ retryAttempts: 1 }), "'retryAttempts' must be omitted"],
    ['a destination for failures', (stack) => ({ onFailure: queue(stack) }), "'onFailure' must be omitted"],
    ['a destination for results', (stack) => ({ onSuccess: queue(stack) }), "'onSuccess' must be omitted"],
  ])('configureAsyncInvoke refuses %s', (_, options, message) => {
    const { fn, stack } = durable();
    expect(() => fn.configureAsyncInvoke(options(stack))).toThrow(message);
  });

  test('configureAsyncInvoke takes the age of events', () => {
    const { fn, stack } = durable();
    fn.configureAsyncInvoke({ maxEventAge: Duration.minutes(5) });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', { Qualifier: 'live', MaximumEventAgeInSeconds: 300 });
  });

  test.each(['grantOperate', 'grantCallback', 'grantStart'] as const)('%s is for durable functions', (grant) => {
    const stack = stackOf(new App(), 'Shop', ENV);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(() => orders(stack)[grant](role)).toThrow(
      `'${grant}' must be called on a durable function, got one without 'durableConfig'; set 'durableConfig', or call 'grantInvoke'`,
    );
  });

  test('scopes may set for all functions what a durable one cannot have', () => {
    const stack = stackOf(new App(), 'Shop', ENV);
    HardenedFunctionDefaults.of(stack).set({ retryAttempts: 0, failureCapture: FailureCapture.sharedQueue() });
    expect(() => durable({}, stack)).not.toThrow();
  });

  test('a tuning of an execution alarm is checked as any', () => {
    expect(() => durable({ alarms: { failedExecutions: AlarmTuning.threshold({ threshold: Number.NaN }) } })).toThrow(
      "'alarms.failedExecutions",
    );
    expect(() => durable({ alarms: { executionStorage: AlarmTuning.threshold({ statistic: cloudwatch.Stats.SUM }) } })).toThrow(
      "'alarms.executionStorage.statistic' must fit a level",
    );
  });
});
