import { App, Aspects, CfnResource, Duration, type IAspect, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as pipelines from 'aws-cdk-lib/pipelines';
import { CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import type { IConstruct } from 'constructs';
import {
  AlarmActions,
  HardenedFunction,
  HardenedFunctionDefaults,
  HardenedLambdaChecks,
  Hardening,
  type HardeningOptions,
  HardeningProfile,
  KeyManagement,
  LambdaHardening,
} from '../../lib';
import { FunctionUsage } from '../../lib/mixins/usage/function-usage';
import { CODE } from '../harness';
import { type Application, adopted, BY_ASPECT, BY_CALL, losses, ofType, resource, templatesOf } from './adopted';
import { deployments, ENVIRONMENT, odd, plainFunction, rawFunction, rawResource } from './odd-application';

const one: Application = (app) => void plainFunction(new Stack(app, 'Shop', { env: ENVIRONMENT }), 'Orders');

describe.each([
  ['by a call', BY_CALL, {}],
  ['by an aspect', BY_ASPECT, {}],
  ['by an aspect, with stabilization', BY_ASPECT, { '@aws-cdk/core:aspectStabilization': true }],
  ['by a call, with log groups of the CDK', BY_CALL, { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true }],
])('%s', (_, way, flags) => {
  test.each([
    ['one function', one],
    ['what the CDK makes for deployments', deployments],
    ['an application with everything odd', odd],
  ])('%s loses nothing, and replaces nothing', (_name, application) => {
    expect(losses(adopted(application, flags, way))).toEqual([]);
  });
});

describe('the comparison', () => {
  test.each([
    ['a resource that is gone', (r: any) => delete r.Orders, 'is gone'],
    ['a name that changed', (r: any) => Object.assign(r.Orders.Properties, { FunctionName: 'other' }), 'has FunctionName now'],
    ['a statement that is gone', (r: any) => r.Policy.Properties.PolicyDocument.Statement.pop(), 'is gone'],
    ['a managed policy that is gone', (r: any) => r.Role.Properties.ManagedPolicyArns.pop(), 'is gone'],
    ['a value that changed', (r: any) => Object.assign(r.Orders.Properties, { Timeout: 4 }), '3 is 4 now'],
    ['an order that is gone', (r: any) => delete r.Orders.DependsOn, 'does not wait'],
  ])('sees %s', (_, change, message) => {
    const plain = {
      Orders: { Type: 'AWS::Lambda::Function', Properties: { Timeout: 3 }, DependsOn: ['Policy'] },
      Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [{ Action: 'a' }, { Action: 'b' }] } } },
      Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['service-role/AWSLambdaBasicExecutionRole', 'arn:own'] } },
    };
    const hardened = JSON.parse(JSON.stringify(plain));
    expect(losses({ plain: { S: plain }, hardened: { S: hardened } })).toEqual([]);
    change(hardened);
    expect(losses({ plain: { S: plain }, hardened: { S: hardened } })).toEqual([expect.stringContaining(message)]);
  });
});

describe('a plain function', () => {
  const { hardened, report } = adopted(one);

  test('has all that a function of the library has, with the same ids', () => {
    const app = new App({ context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false } });
    HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.email('ops@example.com') });
    new HardenedFunction(new Stack(app, 'Shop', { env: ENVIRONMENT }), 'Orders', { ...CODE, loggingFormat: lambda.LoggingFormat.TEXT });
    const ours = templatesOf(app).Shop;
    expect(Object.keys(hardened.Shop).sort()).toEqual(Object.keys(ours).sort());
    for (const type of ['AWS::IAM::Role', 'AWS::Logs::LogGroup', 'AWS::Lambda::EventInvokeConfig', 'AWS::SQS::Queue'])
      expect(resource(hardened, type).Properties).toEqual(resource({ Shop: ours }, type).Properties);
    const settings = ({ Architectures, LoggingConfig, ...others }: Record<string, unknown>) => others;
    expect(settings(resource(hardened, 'AWS::Lambda::Function').Properties ?? {})).toEqual(
      settings(resource({ Shop: ours }, 'AWS::Lambda::Function').Properties ?? {}),
    );
    const alarms = (resources: typeof ours) => Object.values(resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
    expect(alarms(hardened.Shop).map(({ Properties }) => Properties)).toEqual(alarms(ours).map(({ Properties }) => Properties));
  });

  test('trades the managed policy for statements in one update of the role', () => {
    const { ManagedPolicyArns, Policies } = resource(hardened, 'AWS::IAM::Role').Properties ?? {};
    expect(ManagedPolicyArns).toBeUndefined();
    expect(Policies[0].PolicyDocument.Statement.flatMap(({ Action }: any) => Action)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'sqs:SendMessage',
    ]);
    expect(ofType(hardened, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('is reported, and the template says the same', () => {
    expect(report.functions).toEqual([
      {
        path: 'Shop/Orders',
        applied: [
          'memorySize: 256 MB',
          'timeout: 30 seconds',
          'tracing: Active',
          'logs: a log group with a retention of 365 days',
          'role: statements for its log group in place of AWSLambdaBasicExecutionRole',
          'capture: failed asynchronous events are stored',
          expect.stringMatching(/^alarms: errors, throttles/),
        ],
        left: [],
      },
    ]);
    expect(report.text).toMatch(/^1 of 1 functions changed\nShop\/Orders\n {2}\+ memorySize: 256 MB\n/);
    const { Metadata } = resource(hardened, 'AWS::Lambda::Function');
    expect(Metadata?.['cdk-hardened-lambda:Hardening']).toEqual({ Applied: report.functions[0].applied, Left: {} });
  });

  test('prints nothing unasked', () => {
    const write = jest.spyOn(process.stdout, 'write');
    adopted(one);
    expect(write).not.toHaveBeenCalled();
    write.mockRestore();
  });

  test('goes back when the line is removed: data is kept, and all else as it was', () => {
    const { plain } = adopted(one);
    const added = Object.entries(hardened.Shop).filter(([id]) => !(id in plain.Shop));
    const withData = added.filter(([, { Type }]) => ['AWS::Logs::LogGroup', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'].includes(Type));
    expect(withData.length).toBe(3);
    for (const [, { DeletionPolicy }] of withData) expect(DeletionPolicy).toBe('RetainExceptOnCreate');
    // Nothing that stays has a name, so the line can be added again.
    for (const [, { Properties = {} }] of withData) expect(Object.keys(Properties)).not.toEqual(expect.arrayContaining(['LogGroupName']));
    const back = plain.Shop[ofType(plain, 'AWS::IAM::Role')[0]].Properties;
    expect(JSON.stringify(back?.ManagedPolicyArns)).toContain('AWSLambdaBasicExecutionRole');
  });
});

describe('the same again', () => {
  test.each([
    ['one function', one],
    ['an application with everything odd', odd],
  ])('changes nothing in %s', (_, application) => {
    const once = adopted(application).hardened;
    const twice = adopted(application, {}, (app) => {
      Hardening.of(app).apply();
      return Hardening.of(app).apply();
    });
    expect(twice.hardened).toEqual(once);
    expect(twice.report.functions.flatMap(({ applied }) => applied)).toEqual([]);
  });

  test('over functions of the library changes nothing', () => {
    const ours: Application = (app) => void new HardenedFunction(new Stack(app, 'Shop'), 'Orders', CODE);
    const { plain, hardened, report } = adopted(ours);
    expect(hardened).toEqual(plain);
    expect(report.functions[0].left).toEqual([{ protection: 'all', reason: 'it is a function of this library, and hardened as such' }]);
  });
});

describe('every kind of function', () => {
  const kinds: Record<string, (stack: Stack) => unknown> = {
    CfnFunction: (stack) => rawFunction(stack, 'Orders'),
    CfnResource: (stack) => rawResource(stack, 'Orders'),
    SingletonFunction: (stack) => new lambda.SingletonFunction(stack, 'Orders', { ...CODE, uuid: 'a' }),
    DockerImageFunction: (stack) =>
      new lambda.DockerImageFunction(stack, 'Orders', { code: lambda.DockerImageCode.fromEcr(repositoryOf(stack)) }),
  };
  const repositoryOf = (stack: Stack) => require('aws-cdk-lib/aws-ecr').Repository.fromRepositoryName(stack, 'Repository', 'orders');

  test.each(Object.keys(kinds))('%s', (kind) => {
    const { plain, hardened } = adopted((app) => void kinds[kind](new Stack(app, 'Shop', { env: ENVIRONMENT })));
    expect(losses({ plain, hardened })).toEqual([]);
    expect(resource(hardened, 'AWS::Lambda::Function').Properties).toMatchObject({
      MemorySize: 256,
      Timeout: 30,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: { Ref: ofType(hardened, 'AWS::Logs::LogGroup')[0] } },
    });
    expect(ofType(hardened, 'AWS::CloudWatch::Alarm').length).toBeGreaterThanOrEqual(4);
    expect(resource(hardened, 'AWS::Lambda::EventInvokeConfig').Properties).toMatchObject({ Qualifier: '$LATEST' });
  });
});

describe('where functions are', () => {
  test('stages and nested stacks are reached, and share the queue of the parent', () => {
    const { hardened } = adopted(odd);
    expect(resource(hardened, 'AWS::Lambda::Function', 'Fn', 'Test/Staged').Properties?.Timeout).toBe(30);
    expect(resource(hardened, 'AWS::Lambda::Function', 'Inside', 'Odd/Nested').Properties?.Timeout).toBe(30);
    expect(resource(hardened, 'AWS::Lambda::Function', 'RawInside', 'Odd/Nested').Properties?.Timeout).toBe(30);
    expect(Object.values(hardened['Odd/Nested']).filter(({ Type }) => Type === 'AWS::SQS::Queue')).toEqual([]);
  });

  test.each([
    ['by a call', BY_CALL],
    ['by an aspect', BY_ASPECT],
  ])('a nested stack shares the topic, the key and the queue of its parent %s', (_, way) => {
    const { hardened } = adopted(
      (app) => {
        const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
        const profile = HardeningProfile.standard().derive({ keyManagement: KeyManagement.CUSTOMER_MANAGED });
        HardenedFunctionDefaults.of(stack).set({ profile });
        plainFunction(stack, 'Outer');
        const nested = new NestedStack(stack, 'Nested');
        plainFunction(nested, 'Inner');
        rawResource(new NestedStack(nested, 'Deeper'), 'Innermost');
      },
      {},
      way,
    );
    const shared = ['AWS::SNS::Topic', 'AWS::KMS::Key', 'AWS::SQS::Queue'];
    const count = (stack: string, type: string) => Object.values(hardened[stack]).filter(({ Type }) => Type === type).length;
    expect(shared.map((type) => count('Shop', type))).toEqual([1, 1, 1]);
    for (const stack of ['Shop/Nested', 'Shop/Nested/Deeper']) {
      expect(shared.map((type) => count(stack, type))).toEqual([0, 0, 0]);
      const used = JSON.stringify([
        resource(hardened, 'AWS::Logs::LogGroup', '', stack).Properties?.KmsKeyId,
        resource(hardened, 'AWS::Lambda::EventInvokeConfig', '', stack).Properties?.DestinationConfig,
        Object.values(hardened[stack]).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')[0].Properties?.AlarmActions,
      ]);
      for (const what of ['HardenedFunctionKey', 'FailureQueue', 'Alarms']) expect(used).toMatch(new RegExp(`"Ref":"[^"]*${what}`));
    }
  });

  test('a stage is searched once for what uses its functions', () => {
    const search = jest.spyOn(FunctionUsage, 'of');
    const { report } = adopted((app) => {
      const stages = [app, new Stage(app, 'Test', { env: ENVIRONMENT })];
      for (const stage of stages) for (const id of ['A', 'B']) plainFunction(new Stack(stage, id), 'Orders');
    });
    expect(report.functions).toHaveLength(4);
    expect(search).toHaveBeenCalledTimes(2);
    search.mockRestore();
  });

  test('of functions with one name, the alias belongs to that of its stack', () => {
    const { hardened } = adopted((app) => {
      for (const id of ['A', 'B']) {
        const stack = new Stack(app, id);
        plainFunction(stack, 'Orders', { functionName: 'orders' });
        new lambda.CfnAlias(stack, 'Alias', { functionName: 'orders', functionVersion: '1', name: 'live' });
      }
    });
    for (const stack of ['A', 'B']) {
      const configs = Object.values(hardened[stack]).filter(({ Type }) => Type === 'AWS::Lambda::EventInvokeConfig');
      expect(configs.map(({ Properties }) => Properties?.Qualifier)).toEqual(['$LATEST', 'live']);
    }
  });

  test('only functions below the scope are hardened', () => {
    const app = new App();
    HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.none('a test') });
    const [a, b] = ['A', 'B'].map((id) => new Stack(app, id));
    for (const stack of [a, b]) plainFunction(stack, 'Fn');
    expect(
      Hardening.of(a)
        .apply()
        .functions.map(({ path }) => path),
    ).toEqual(['A/Fn']);
    expect(templatesOf(app).B).not.toHaveProperty('FnLogGroup27CC2AC8');
  });

  test('a mixin hardens one function', () => {
    const app = new App();
    HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.none('a test') });
    const stack = new Stack(app, 'Shop');
    plainFunction(stack, 'Other');
    const mixin = new LambdaHardening();
    plainFunction(stack, 'Orders').with(mixin);
    expect(mixin.report.functions.map(({ path }) => path)).toEqual(['Shop/Orders']);
    expect(mixin.supports(stack)).toBe(false);
  });

  test('an exclusion leaves a function, with its reason', () => {
    const { plain, hardened, report } = adopted(one, {}, (app) =>
      Hardening.of(app).apply({ exclusions: [{ construct: app.node.findChild('Shop'), reason: 'is replaced next week' }] }),
    );
    expect(hardened).toEqual({
      Shop: expect.objectContaining(Object.fromEntries(Object.keys(plain.Shop).map((id) => [id, expect.anything()]))),
    });
    expect(report.functions[0]).toMatchObject({ applied: [], left: [{ protection: 'all', reason: 'is replaced next week' }] });
  });
});

describe('bad input', () => {
  const fn = plainFunction(new Stack(new App(), 'Shop'), 'Orders');
  test.each<[string, unknown, string]>([
    [
      'an option that does not exist',
      { exclude: [] },
      "'Hardening.apply' must have options that exist, got 'exclude'; use one of exclusions",
    ],
    [
      'an exclusion without a list',
      { exclusions: { construct: fn, reason: 'r' } },
      "'exclusions' must be a list, got an object; put it in a list",
    ],
    ['the text of an exclusion', { exclusions: 'Orders' }, `'exclusions' must be a list, got "Orders"; put it in a list`],
    ['a construct in place of an exclusion', { exclusions: [fn] }, "'exclusions.construct' must be given, got undefined"],
    ['no exclusion', { exclusions: [null] }, "'exclusions.construct' must be given, got undefined"],
    ['a path', { exclusions: [{ construct: 'fn', reason: 'r' }] }, `'exclusions.construct' must be a construct, got "fn"`],
    [
      'an unknown option of an exclusion',
      { exclusions: [{ construct: fn, reason: 'r', reasons: [] }] },
      "'exclusions' must have options that exist, got 'reasons'; did you mean 'reason'",
    ],
    ['an empty reason', { exclusions: [{ construct: fn, reason: ' ' }] }, `'exclusions' must have a reason, got " "`],
    ['a reason that is no text', { exclusions: [{ construct: fn, reason: 0 }] }, "'exclusions' must have a reason, got 0"],
  ])('%s is refused', (_, options, message) => {
    expect(() => Hardening.of(new App()).apply(options as HardeningOptions)).toThrow(`App: ${message}`);
  });

  test('no exclusions exclude nothing', () => {
    for (const exclusions of [[], undefined]) {
      const app = new App();
      plainFunction(new Stack(app, 'Shop'), 'Orders');
      expect(Hardening.of(app).apply({ exclusions }).functions[0].applied).not.toEqual([]);
    }
  });

  test('a mixin that is applied by hand to something else is refused', () => {
    expect(() => new LambdaHardening().applyTo(fn)).toThrow(
      "Shop/Orders: 'LambdaHardening' must be applied to the resource of a function, got another construct; write '.with(new LambdaHardening())' on it",
    );
  });
});

describe('the order of calls', () => {
  const TOO_LATE = /must be hardened before .* is synthesized, got it after.*move the call above/;
  const appWith = (): { app: App; stage: Stage } => {
    const app = new App();
    HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.none('a test') });
    const stage = new Stage(app, 'Test', { env: ENVIRONMENT });
    plainFunction(new Stack(stage, 'Shop'), 'Orders');
    return { app, stage };
  };

  test('after the app is synthesized', () => {
    const { app } = appWith();
    plainFunction(new Stack(app, 'Shop'), 'Orders');
    app.synth();
    expect(() => Hardening.of(app).apply()).toThrow(TOO_LATE);
  });

  test('after a stage is synthesized', () => {
    const { app, stage } = appWith();
    stage.synth();
    expect(() => Hardening.of(app).apply()).toThrow(/^Test\/Shop\/Orders\/Resource: functions must be hardened before the stage Test is/);
  });

  test('after a stage is added to a pipeline', () => {
    const { app, stage } = appWith();
    const stack = new Stack(app, 'Pipeline', { env: ENVIRONMENT });
    const input = CodePipelineSource.s3(s3.Bucket.fromBucketName(stack, 'Source', 'source'), 'source.zip');
    const pipeline = new pipelines.CodePipeline(stack, 'Pipeline', { synth: new ShellStep('Synth', { input, commands: ['true'] }) });
    pipeline.addStage(stage);
    expect(() => Hardening.of(app).apply()).toThrow(TOO_LATE);
  });

  test('after the checks have looked', () => {
    const { app, stage } = appWith();
    HardenedLambdaChecks.findings(stage.node.findChild('Shop') as Stack);
    expect(() => Hardening.of(app).apply()).toThrow(TOO_LATE);
  });
});

describe('together with aspects', () => {
  class Boundary implements IAspect {
    public visit(node: IConstruct): void {
      if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::IAM::Role')
        node.addPropertyOverride('PermissionsBoundary', 'arn:aws:iam::111122223333:policy/boundary');
    }
  }

  test.each([
    ['by a call', BY_CALL],
    ['by an aspect', BY_ASPECT],
  ])('roles keep the boundary of an aspect, and what hardening makes has tags, %s', (_, way) => {
    const { hardened } = adopted(odd, {}, way, new Boundary());
    for (const stack of ['Odd', 'Odd/Nested']) {
      for (const { Type, Properties } of Object.values(hardened[stack])) {
        if (Type === 'AWS::IAM::Role') expect(Properties?.PermissionsBoundary).toBe('arn:aws:iam::111122223333:policy/boundary');
        if (Type === 'AWS::Logs::LogGroup') expect(Properties?.Tags).toEqual([{ Key: 'team', Value: 'orders' }]);
      }
    }
  });
});

test('alarms need somebody who is notified', () => {
  const app = new App();
  plainFunction(new Stack(app, 'Shop'), 'Orders');
  Hardening.of(app).apply();
  expect(() => app.synth()).toThrow(/'alarmActions' must be set/);
});

test('an aspect hardens what is made later', () => {
  const app = new App();
  HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.none('a test') });
  const stack = new Stack(app, 'Shop');
  const { Shims } = require('aws-cdk-lib') as typeof import('aws-cdk-lib');
  Aspects.of(stack).add(Shims.asAspect(new LambdaHardening()));
  plainFunction(stack, 'Later', {
    timeout: Duration.seconds(7),
    role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
  });
  const { Shop } = templatesOf(app);
  expect(Object.values(Shop).filter(({ Type }) => Type === 'AWS::Logs::LogGroup')).toHaveLength(1);
});
