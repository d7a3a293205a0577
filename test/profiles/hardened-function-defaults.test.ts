import { join } from 'node:path';
import { App, Aws, Duration, type IPropertyInjector, PropertyInjectors, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  AlarmActions,
  AlarmTuning,
  FailureCapture,
  HardenedDockerImageFunction,
  HardenedFunction,
  type HardenedFunctionDefaultOptions,
  HardenedFunctionDefaults,
  HardeningProfile,
  LogGroupName,
  NetworkInterfaceCalls,
  OkActions,
  Powertools,
  Waiver,
} from '../../lib';
import { CODE, only, orders, stackOf } from '../harness';

const TOOLS = 'arn:aws:lambda:us-east-1:111122223333:layer:tools:7';
const toolsOf = (stack: Stack, arn = TOOLS) => lambda.LayerVersion.fromLayerVersionArn(stack, `Layer${arn.slice(-1)}`, arn);
const told = (stack: Stack, props = {}) => new HardenedFunction(stack, 'Orders', { ...CODE, ...props });

test('a choice on the app holds for the functions of every stack', () => {
  const app = new App();
  HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.topicNamed('ops-alarms'), logRetention: logs.RetentionDays.TWO_YEARS });
  const stacks = ['One', 'Two'].map((id) => stackOf(app, id));
  for (const stack of stacks) told(stack);
  for (const stack of stacks) {
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 731 });
    expect(JSON.stringify(only(template, 'AWS::CloudWatch::Alarm', 'OrdersAlarmsErrors').AlarmActions)).toContain('ops-alarms');
  }
});

test('the nearest scope wins, prop by prop, and the function over all', () => {
  const app = new App();
  HardenedFunctionDefaults.of(app).set({ memorySize: 512, timeout: Duration.seconds(10), architecture: lambda.Architecture.X86_64 });
  const stack = stackOf(app);
  HardenedFunctionDefaults.of(stack).set({ memorySize: 1024, timeout: undefined });
  const team = new Construct(stack, 'Team');
  HardenedFunctionDefaults.of(team).set({ tracing: lambda.Tracing.PASS_THROUGH });
  orders(team, { architecture: lambda.Architecture.ARM_64 });
  expect(only(Template.fromStack(stack), 'AWS::Lambda::Function')).toMatchObject({
    MemorySize: 1024,
    Timeout: 10,
    Architectures: ['arm64'],
    TracingConfig: { Mode: 'PassThrough' },
  });
});

test("the function's own profile wins over that of its scope, and the nearest scope's over the next", () => {
  const app = new App();
  HardenedFunctionDefaults.of(app).set({ profile: HardeningProfile.standard().derive({ memorySize: 300 }) });
  const stack = stackOf(app);
  HardenedFunctionDefaults.of(stack).set({ profile: HardeningProfile.standard().derive({ memorySize: 400 }) });
  orders(stack, {}, 'Scoped');
  orders(stack, { profile: HardeningProfile.standard().derive({ memorySize: 500 }) }, 'Own');
  const memoryOf = (id: string) => only(Template.fromStack(stack), 'AWS::Lambda::Function', id).MemorySize;
  expect([memoryOf('Scoped'), memoryOf('Own')]).toEqual([400, 500]);
});

test('siblings do not affect each other', () => {
  const app = new App();
  const [one, two] = ['One', 'Two'].map((id) => stackOf(app, id));
  HardenedFunctionDefaults.of(one).set({ memorySize: 512 });
  orders(one);
  orders(two);
  expect(only(Template.fromStack(two), 'AWS::Lambda::Function').MemorySize).toBe(256);
});

test('stages of a pipeline have their own defaults, in their own account and region', () => {
  const app = new App();
  HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.topicNamed('ops-alarms') });
  const stages = (['eu-west-1', 'us-east-1'] as const).map((region, index) => {
    const stage = new Stage(app, `Stage${index}`, { env: { account: '111122223333', region } });
    HardenedFunctionDefaults.of(stage).set(index === 0 ? { profile: HardeningProfile.development() } : {});
    const stack = new Stack(stage, 'Shop');
    told(stack);
    return stack;
  });
  const [development, production] = stages.map((stack) => Template.fromStack(stack));
  development.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  expect(JSON.stringify(only(production, 'AWS::CloudWatch::Alarm', 'OrdersAlarmsErrors').AlarmActions)).toContain(
    ':sns:us-east-1:111122223333:ops-alarms',
  );
});

describe('every choice reaches the function', () => {
  const rows: [string, (s: Stack) => HardenedFunctionDefaultOptions, (t: Template) => void][] = [
    [
      'profile',
      () => ({ profile: HardeningProfile.standard().derive({ memorySize: 333 }) }),
      (t) => t.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 333 }),
    ],
    [
      'alarmActions',
      () => ({ alarmActions: AlarmActions.email('ops@example.com') }),
      (t) => t.resourceCountIs('AWS::SNS::Subscription', 1),
    ],
    [
      'alarms',
      () => ({ alarms: { errors: AlarmTuning.threshold({ threshold: 7 }) } }),
      (t) => t.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 7 }),
    ],
    [
      'okActions',
      () => ({ okActions: OkActions.NONE, alarmActions: AlarmActions.topicNamed('x') }),
      (t) => t.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { OKActions: Match.anyValue() }, 0),
    ],
    [
      'runbookUrl',
      () => ({ runbookUrl: 'https://wiki.example.com' }),
      (t) => expect(JSON.stringify(t.toJSON())).toContain('Runbook: https://wiki.example.com'),
    ],
    [
      'failureCapture',
      () => ({ failureCapture: FailureCapture.dedicatedDeadLetterQueue() }),
      (t) => t.hasResourceProperties('AWS::Lambda::Function', { DeadLetterConfig: Match.anyValue() }),
    ],
    [
      'waivers',
      () => ({ profile: HardeningProfile.strict(), waivers: [Waiver.vpc('public only'), Waiver.reservedConcurrency('pooled')] }),
      (t) => expect(JSON.stringify(t.toJSON())).toContain('public only'),
    ],
    [
      'architecture',
      () => ({ architecture: lambda.Architecture.X86_64 }),
      (t) => t.hasResourceProperties('AWS::Lambda::Function', { Architectures: ['x86_64'] }),
    ],
    ['memorySize', () => ({ memorySize: 333 }), (t) => t.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 333 })],
    ['timeout', () => ({ timeout: Duration.seconds(9) }), (t) => t.hasResourceProperties('AWS::Lambda::Function', { Timeout: 9 })],
    ['tracing', () => ({ tracing: lambda.Tracing.DISABLED }), (t) => expect(JSON.stringify(t.toJSON())).not.toContain('xray:')],
    [
      'loggingFormat',
      () => ({ loggingFormat: lambda.LoggingFormat.TEXT }),
      (t) => t.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: Match.objectLike({ LogFormat: 'Text' }) }),
    ],
    [
      'logRetention',
      () => ({ logRetention: logs.RetentionDays.ONE_DAY }),
      (t) => t.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 1 }),
    ],
    [
      'encryptionKey',
      (s) => ({ encryptionKey: new kms.Key(s, 'Key') }),
      (t) => t.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() }),
    ],
    [
      'permissionsBoundary',
      () => ({ permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess') }),
      (t) => t.hasResourceProperties('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() }),
    ],
    [
      'vpc, subnets and security groups',
      (s) => {
        const vpc = new ec2.Vpc(s, 'Vpc');
        return {
          vpc,
          vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
          securityGroups: [new ec2.SecurityGroup(s, 'Group', { vpc })],
        };
      },
      (t) =>
        t.hasResourceProperties('AWS::Lambda::Function', {
          VpcConfig: { SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Group'), 'GroupId'] }] },
        }),
    ],
    [
      'networkInterfaceCalls',
      (s) => ({ vpc: new ec2.Vpc(s, 'Vpc'), networkInterfaceCalls: NetworkInterfaceCalls.allowed('cleans up') }),
      (t) => expect(JSON.stringify(t.toJSON())).toContain('cleans up'),
    ],
    [
      'logGroupName',
      () => ({ logGroupName: LogGroupName.pattern('/shop/{id}') }),
      (t) => t.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/shop/Orders' }),
    ],
    [
      'environment',
      () => ({ environment: { STAGE: 'live' } }),
      (t) => t.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { STAGE: 'live' } } }),
    ],
    ['layers', (s) => ({ layers: [toolsOf(s)] }), (t) => t.hasResourceProperties('AWS::Lambda::Function', { Layers: [TOOLS] })],
    [
      'powertools',
      () => ({ powertools: Powertools.fromLayer(7, { serviceName: 'shop' }) }),
      (t) =>
        t.hasResourceProperties('AWS::Lambda::Function', {
          Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'shop' } },
          Layers: [Match.objectLike({ 'Fn::Join': Match.anyValue() })],
        }),
    ],
    [
      'retryAttempts and maxEventAge',
      () => ({ retryAttempts: 0, maxEventAge: Duration.hours(1) }),
      (t) => t.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 3600 }),
    ],
  ];

  test.each(rows)('%s', (_, options, expectation) => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.none('test'), ...options(stack) });
    told(stack);
    expectation(Template.fromStack(stack));
  });
});

describe("a scope's choice gives way to the function's own word in another form", () => {
  test('failure capture to onFailure', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ failureCapture: FailureCapture.none('fire and forget') });
    orders(stack, { onFailure: new destinations.SqsDestination(new sqs.Queue(stack, 'Failed')) });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::EventInvokeConfig', 1);
  });

  test('failure capture to configureAsyncInvoke', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ failureCapture: FailureCapture.none('fire and forget') });
    orders(stack).configureAsyncInvoke({ onFailure: new destinations.SqsDestination(new sqs.Queue(stack, 'Failed')) });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::EventInvokeConfig', 1);
  });

  test('log retention to a log group', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ logRetention: logs.RetentionDays.ONE_DAY });
    orders(stack, { logGroup: new logs.LogGroup(stack, 'Own') });
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 1);
  });

  test('the boundary to a role', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess') });
    orders(stack, { role: new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) });
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::IAM::Role', { PermissionsBoundary: Match.anyValue() }, 0);
  });

  test('a tuning to there being nothing to watch', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ alarms: { expiringEvents: AlarmTuning.threshold({ threshold: 60 }) } });
    expect(() => orders(stack, { failureCapture: FailureCapture.none('fire and forget') })).not.toThrow();
  });

  test('tunings join alarm by alarm', () => {
    const app = new App();
    HardenedFunctionDefaults.of(app).set({
      alarms: { errors: AlarmTuning.threshold({ threshold: 1 }), throttles: AlarmTuning.threshold({ threshold: 2 }) },
    });
    const stack = stackOf(app);
    HardenedFunctionDefaults.of(stack).set({ alarms: { throttles: AlarmTuning.threshold({ threshold: 3 }) } });
    orders(stack, { alarms: { failedEvents: AlarmTuning.threshold({ threshold: 4 }) } });
    const template = Template.fromStack(stack);
    const thresholds = ['Errors', 'Throttles', 'FailedEvents'].map(
      (kind) => only(template, 'AWS::CloudWatch::Alarm', `OrdersAlarms${kind}`).Threshold,
    );
    expect(thresholds).toEqual([1, 3, 4]);
  });
});

describe('environment', () => {
  const variablesOf = (stack: Stack, id = 'Orders') => only(Template.fromStack(stack), 'AWS::Lambda::Function', id).Environment?.Variables;

  test('joins variable by variable: the function before the nearest scope, that before the next', () => {
    const app = new App();
    HardenedFunctionDefaults.of(app).set({ environment: { A1: 'app', B1: 'app', C1: 'app' } });
    const stack = stackOf(app);
    HardenedFunctionDefaults.of(stack).set({ environment: { B1: 'stack', C1: 'stack' } });
    orders(stack, { environment: { C1: 'own', D1: 'own' } });
    expect(variablesOf(stack)).toEqual({ A1: 'app', B1: 'stack', C1: 'own', D1: 'own' });
  });

  test('is held to the same rules, by the path of the function', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ environment: { AWS_REGION: 'x' } });
    expect(() => orders(stack)).toThrow(/^Shop\/Orders: 'environment' must not use reserved names, got AWS_REGION/);
  });

  test('of a scope is left out at the edge, that of the function is refused there', () => {
    const stack = stackOf(undefined, 'Shop', { env: { account: '111122223333', region: 'us-east-1' } });
    HardenedFunctionDefaults.of(stack).set({ environment: { STAGE: 'live' } });
    const props = { architecture: lambda.Architecture.X86_64, tracing: lambda.Tracing.DISABLED };
    const role = (id: string) =>
      new iam.Role(stack, id, {
        assumedBy: new iam.CompositePrincipal(
          new iam.ServicePrincipal('lambda.amazonaws.com'),
          new iam.ServicePrincipal('edgelambda.amazonaws.com'),
        ),
      });
    const fn = orders(stack, { ...props, role: role('Role') }, 'Edge');
    orders(stack, {}, 'Other');
    Template.fromStack(stack);
    expect(variablesOf(stack, 'Edge')).toBeUndefined();
    expect(variablesOf(stack, 'Other')).toEqual({ STAGE: 'live' });
    expect(fn.node.validate()).toEqual([]);

    const own = stackOf(undefined, 'Shop', { env: { account: '111122223333', region: 'us-east-1' } });
    orders(own, { ...props, environment: { MINE: 'x' }, role: iam.Role.fromRoleArn(own, 'R', 'arn:aws:iam::111122223333:role/r') });
    expect(variablesOf(own)).toEqual({ MINE: 'x' });
  });
});

describe('what does not fit a function is not chosen for it', () => {
  const image = (stack: Stack, props = {}) =>
    new HardenedDockerImageFunction(stack, 'Image', {
      code: lambda.DockerImageCode.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'shop')),
      alarmActions: AlarmActions.none('test'),
      ...props,
    });

  test('layers for an image, which a function in a zip has', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ layers: [toolsOf(stack)] });
    orders(stack);
    image(stack);
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Lambda::Function', 'Image').Layers).toBeUndefined();
    expect(only(template, 'AWS::Lambda::Function', 'Orders').Layers).toEqual([TOOLS]);
  });

  test('bundling for what is not bundled', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ bundling: { minify: false } });
    expect(() => [orders(stack), image(stack)]).not.toThrow();
  });

  test('Powertools for a language that has other variables', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ powertools: Powertools.asDependency({ serviceName: 'shop' }) });
    const code = lambda.Code.fromAsset(join(__dirname, '../function/packaging/nodejs/entries'));
    orders(stack, { runtime: lambda.Runtime.JAVA_21, code });
    image(stack);
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Lambda::Function', 'Orders').Environment).toBeUndefined();
    expect(only(template, 'AWS::Lambda::Function', 'Image').Environment.Variables.POWERTOOLS_SERVICE_NAME).toBe('shop');
  });
});

describe("what the function sets wins over the scope's", () => {
  test('layers as a whole', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ layers: [toolsOf(stack)] });
    orders(stack, { layers: [] }, 'None');
    orders(stack, { layers: [toolsOf(stack, TOOLS.replace('7', '8'))] }, 'Other');
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Lambda::Function', 'None').Layers).toBeUndefined();
    expect(only(template, 'AWS::Lambda::Function', 'Other').Layers).toEqual([TOOLS.replace('7', '8')]);
  });

  test('retries, in the props and in a later call; a call that contradicts the props stays an error', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ retryAttempts: 1, maxEventAge: Duration.hours(1) });
    orders(stack, { retryAttempts: 0 }, 'Props');
    const later = orders(stack, {}, 'Later');
    later.configureAsyncInvoke({ retryAttempts: 2 });
    expect(() => later.configureAsyncInvoke({ retryAttempts: 0 })).toThrow(/'retryAttempts' must be set once/);
    const template = Template.fromStack(stack);
    const configOf = (id: string) => only(template, 'AWS::Lambda::EventInvokeConfig', id);
    expect(configOf('Props')).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 3600 });
    expect(configOf('Later')).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 });
  });

  test('what Powertools is told', () => {
    const stack = stackOf();
    const powertools = Powertools.asDependency({
      serviceName: 'shop',
      metricsNamespace: 'Shop',
      logLevel: lambda.ApplicationLogLevel.INFO,
    });
    HardenedFunctionDefaults.of(stack).set({ powertools });
    orders(stack, {
      environment: { POWERTOOLS_SERVICE_NAME: 'orders', POWERTOOLS_METRICS_NAMESPACE: 'Orders' },
      applicationLogLevelV2: lambda.ApplicationLogLevel.DEBUG,
    });
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Function')).toMatchObject({
      Environment: {
        Variables: { POWERTOOLS_SERVICE_NAME: 'orders', POWERTOOLS_METRICS_NAMESPACE: 'Orders', POWERTOOLS_LOG_LEVEL: 'DEBUG' },
      },
      LoggingConfig: { ApplicationLogLevel: 'DEBUG' },
    });
  });
});

test('retries of a scope are held to the range, by the path of the function', () => {
  const stack = stackOf();
  HardenedFunctionDefaults.of(stack).set({ retryAttempts: 3, maxEventAge: Duration.seconds(5) });
  expect(() => orders(stack)).toThrow(/^Shop\/Orders: 'retryAttempts' must be .*, got 3\nShop\/Orders: 'maxEventAge' must be .*, got 5$/);
});

test('a choice that comes after a function is an error, on every scope above it', () => {
  const app = new App();
  const stack = stackOf(app);
  orders(stack);
  for (const scope of [app, stack]) {
    expect(() => HardenedFunctionDefaults.of(scope).set({ memorySize: 512 })).toThrow(
      /^(App|Shop): 'HardenedFunctionDefaults.set' must be called before the first function below this scope is created, got it after Shop\/Orders; move the call up$/,
    );
  }
});

test('the same prop twice on one scope is an error, another prop is not', () => {
  const stack = stackOf();
  HardenedFunctionDefaults.of(stack).set({ memorySize: 512 });
  HardenedFunctionDefaults.of(stack).set({ timeout: Duration.seconds(9) });
  expect(() => HardenedFunctionDefaults.of(stack).set({ memorySize: 512 })).toThrow(
    /^Shop: 'memorySize' must be set once per scope, got a second value in 'HardenedFunctionDefaults.set'; remove one of them/,
  );
  orders(stack);
  expect(only(Template.fromStack(stack), 'AWS::Lambda::Function')).toMatchObject({ MemorySize: 512, Timeout: 9 });
});

test('what a scope says is held to the same rules', () => {
  const stack = stackOf();
  HardenedFunctionDefaults.of(stack).set({ memorySize: 64, alarmActions: AlarmActions.email('') });
  expect(() => told(stack)).toThrow(/^Shop\/Orders: 'memorySize' must be/);
  expect(() => told(stack, { memorySize: 128 })).toThrow();
});

test('a boundary beside a role is refused where the function says both', () => {
  const stack = stackOf();
  const role = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const permissionsBoundary = iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess');
  expect(() => orders(stack, { role, permissionsBoundary })).toThrow(
    /^Shop\/Orders: 'permissionsBoundary' can't be combined with 'role'; set the boundary on the role itself/,
  );
});

describe("CDK's property injectors", () => {
  const injector = (constructUniqueId: string, extra: object): IPropertyInjector => ({
    constructUniqueId,
    inject: (props) => ({ ...extra, ...props }),
  });
  const memoryOf = (stack: Stack) => only(Template.fromStack(stack), 'AWS::Lambda::Function').MemorySize;

  test('work on HardenedFunction', () => {
    const app = new App();
    PropertyInjectors.of(app).add(injector(HardenedFunction.PROPERTY_INJECTION_ID, { memorySize: 640 }));
    const stack = stackOf(app);
    orders(stack);
    expect(memoryOf(stack)).toBe(640);
  });

  test('on lambda.Function join the plan: they are checked, and reach what depends on them', () => {
    const app = new App();
    PropertyInjectors.of(app).add(
      injector(lambda.Function.PROPERTY_INJECTION_ID, { memorySize: 640, retryAttempts: 1, deadLetterQueueEnabled: true }),
    );
    const stack = stackOf(app);
    orders(stack);
    expect(memoryOf(stack)).toBe(640);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
    template.resourceCountIs('AWS::SQS::Queue', 1);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'DeadLetterErrors' });
  });

  test('on lambda.Function that say what cannot be are refused by name', () => {
    const stack = stackOf();
    PropertyInjectors.of(stack).add(injector(lambda.Function.PROPERTY_INJECTION_ID, { memorySize: 64 }));
    expect(() => orders(stack)).toThrow(/^Shop\/Orders: 'memorySize' must be .*, got 64/);
  });

  test('give way to the function, and win over scopes and profile', () => {
    const stack = stackOf();
    HardenedFunctionDefaults.of(stack).set({ memorySize: 512 });
    PropertyInjectors.of(stack).add(injector(lambda.Function.PROPERTY_INJECTION_ID, { memorySize: 640 }));
    orders(stack, {}, 'Injected');
    orders(stack, { memorySize: 1024 }, 'Own');
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Lambda::Function', 'Injected').MemorySize).toBe(640);
    expect(only(template, 'AWS::Lambda::Function', 'Own').MemorySize).toBe(1024);
  });

  test('on lambda.Function are not applied a second time behind the plan', () => {
    const stack = stackOf();
    let calls = 0;
    PropertyInjectors.of(stack).add({
      constructUniqueId: lambda.Function.PROPERTY_INJECTION_ID,
      inject: (props) => {
        calls += 1;
        return { ...props, description: `${props.description ?? ''}!` };
      },
    });
    orders(stack);
    expect(calls).toBe(1);
    expect(only(Template.fromStack(stack), 'AWS::Lambda::Function').Description).toBe('!');
  });
});

test('a token is taken as a choice', () => {
  const stack = stackOf();
  HardenedFunctionDefaults.of(stack).set({ runbookUrl: `https://wiki.${Aws.URL_SUFFIX}` });
  expect(() => orders(stack)).not.toThrow();
});
