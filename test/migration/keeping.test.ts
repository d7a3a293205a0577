import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { HardenedNodejsFunction, HardeningProfile, type KeptSettings } from '../../lib';
import type { Properties } from '../../tools/catalogue/template';
import { CODE, only, orders, stackOf, TOLD, templateOf, warningsOf } from '../harness';
import { type Application, type Moved, movedStack } from './migrated';

const FLAG = '@aws-cdk/aws-lambda:useCdkManagedLogGroup';
const keeping = HardeningProfile.standard().keeping();

/** What runs: each setting as Lambda takes it, where the template sets none. */
const running = ({ Architectures, LoggingConfig, MemorySize, Timeout, TracingConfig }: Properties) => ({
  architecture: Architectures?.[0] ?? 'x86_64',
  loggingFormat: LoggingConfig?.LogFormat ?? 'Text',
  logGroupName: LoggingConfig?.LogGroup ?? 'of Lambda',
  memorySize: MemorySize ?? 128,
  timeout: Timeout ?? 3,
  tracing: TracingConfig?.Mode ?? 'PassThrough',
});
const functionsOf = (resources: Moved['plain']) =>
  Object.fromEntries(
    Object.entries(resources)
      .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
      .map(([id, { Properties = {} }]) => [id, { ...running(Properties), code: Properties.Code, role: Properties.Role }]),
  );
const groupsOf = (resources: Moved['plain']) =>
  Object.fromEntries(Object.entries(resources).filter(([, { Type }]) => /LogGroup|LogRetention$/.test(Type)));

const application: Application = (app, Fn) => {
  const stack = new Stack(app, 'Shop');
  new Fn(stack, 'Orders', CODE);
  new Fn(stack, 'Named', { ...CODE, functionName: 'named' });
  new Fn(stack, 'Own', { ...CODE, logGroup: new logs.LogGroup(stack, 'Group'), memorySize: 512, timeout: Duration.seconds(9) });
  new Fn(stack, 'Modern', { ...CODE, architecture: lambda.Architecture.ARM_64, loggingFormat: lambda.LoggingFormat.JSON });
  new Fn(stack, 'Traced', { ...CODE, tracing: lambda.Tracing.ACTIVE });
};

describe.each([false, true])('a move from plain CDK, with its log groups in the stack: %s', (flag) => {
  const moved = movedStack(application, { [FLAG]: flag }, keeping);

  test('changes nothing that runs', () => {
    expect(functionsOf(moved.hardened)).toEqual(functionsOf(moved.plain));
  });

  test('changes no log group, neither name nor retention nor what happens to it', () => {
    expect(groupsOf(moved.hardened)).toEqual(groupsOf(moved.plain));
    expect(Object.keys(groupsOf(moved.plain))).toHaveLength(flag ? 5 : 1);
  });

  test('replaces nothing, and still adds what the profile is for', () => {
    expect(moved.changes.replaced).toEqual({});
    const added = moved.changes.added.map((id) => moved.hardened[id].Type);
    for (const type of ['AWS::CloudWatch::Alarm', 'AWS::Lambda::EventInvokeConfig', 'AWS::SQS::Queue']) expect(added).toContain(type);
  });
});

test('without it, the move changes each of them', () => {
  const { plain, hardened } = movedStack(application);
  const [before, after] = [plain, hardened]
    .map(functionsOf)
    .map((functions) => Object.entries(functions).find(([id]) => id.startsWith('Orders')));
  for (const setting of Object.keys(running({}))) expect((after as any)[1][setting]).not.toEqual((before as any)[1][setting]);
});

test('a retention that the function sets stays as the CDK sets it', () => {
  jest.spyOn(console, 'warn').mockReturnValue();
  const moved = movedStack((app, Fn) => void new Fn(new Stack(app, 'Shop'), 'Orders', { ...CODE, logRetention: 7 }), {}, keeping);
  expect(groupsOf(moved.hardened)).toEqual(groupsOf(moved.plain));
  expect(Object.keys(groupsOf(moved.plain))).toHaveLength(1);
  jest.restoreAllMocks();
});

describe('of the settings', () => {
  const all: KeptSettings = { architecture: true, loggingFormat: true, logGroupName: true, memorySize: true, timeout: true, tracing: true };

  test.each(Object.keys(all) as (keyof typeof all)[])('all but %s are kept', (name) => {
    const settingsOf = (profile?: HardeningProfile) =>
      running(only(templateOf({ profile }), 'AWS::Lambda::Function')) as Record<string, unknown>;
    const standard = settingsOf();
    const lambdas = running({}) as Record<string, unknown>;
    const expected = { ...lambdas, [name]: name === 'logGroupName' ? expect.anything() : standard[name] };
    expect(settingsOf(HardeningProfile.standard().keeping({ [name]: false }))).toEqual(expected);
    if (name !== 'logGroupName') expect(standard[name]).not.toEqual(lambdas[name]);
  });

  test('a name that does not exist is refused', () => {
    expect(() => HardeningProfile.standard().keeping({ memorySise: true } as never)).toThrow(
      `'HardeningProfile.keeping' must have options that exist, got 'memorySise'; did you mean 'memorySize'`,
    );
  });

  test('those of the profile stay, and it can be derived further', () => {
    const profile = HardeningProfile.development().keeping({ timeout: false }).derive({ memorySize: 333 });
    const template = templateOf({ profile });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 333, Timeout: 30, Architectures: ['x86_64'] });
  });
});

test('code in a bucket, which ran on x86-64, is not warned of', () => {
  const code = (stack: Stack) =>
    lambda.Code.fromBucketV2(s3.Bucket.fromBucketName(stack, 'B', 'releases'), 'app.zip', { objectVersion: '1' });
  const [kept, standard] = [keeping, undefined].map((profile) => {
    const stack = stackOf();
    orders(stack, { code: code(stack), profile });
    return warningsOf(stack).join();
  });
  expect(kept).not.toContain('ArchitectureOfUnseenCode');
  expect(standard).toContain('ArchitectureOfUnseenCode');
});

describe('a bundle', () => {
  const outdirs: string[] = [];
  afterAll(() => {
    for (const outdir of outdirs) rmSync(outdir, { recursive: true, force: true });
  });
  const entries = join(__dirname, '../function/packaging/nodejs/entries');
  const bundleOf = (make: (stack: Stack) => void) => {
    const outdir = mkdtempSync(join(tmpdir(), 'keeping-'));
    outdirs.push(outdir);
    const stack = stackOf(new App({ outdir }));
    make(stack);
    return only(Template.fromStack(stack), 'AWS::Lambda::Function', 'Orders').Code;
  };

  test.each(['handler.ts', 'mixed.ts', 'sdk.ts'])('of %s is the same, byte by byte', (name) => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const props = { entry: join(entries, name), runtime: lambda.Runtime.NODEJS_24_X };
    const plain = bundleOf((stack) => new NodejsFunction(stack, 'Orders', props));
    const { alarmActions } = TOLD;
    expect(bundleOf((stack) => new HardenedNodejsFunction(stack, 'Orders', { ...props, alarmActions, profile: keeping }))).toEqual(plain);
    expect(bundleOf((stack) => new HardenedNodejsFunction(stack, 'Orders', { ...props, alarmActions }))).not.toEqual(plain);
    jest.restoreAllMocks();
  });
});
