import { App, NestedStack, RemovalPolicy, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { HardenedLambdaChecks, HardeningProfile } from '../../lib';
import { describeHardened, hardenedFunctionsIn } from '../../lib/checks/hardened-functions';
import { OPT_IN_RULES, RULES } from '../../lib/checks/rules';
import { HARDENING } from '../../lib/core/hardening-metadata';
import { describeSince, VALIDATING } from '../cdk';
import { CODE, orders, stackOf, templateOf } from '../harness';

const REQUIRED = { requireHardening: true };
const plain = (scope: Construct, id = 'Plain') => new lambda.Function(scope, id, CODE);
const foundIn = (stack: Stack, props = REQUIRED) =>
  HardenedLambdaChecks.findings(stack, props).filter(({ ruleId }) => ruleId === 'HardenedLambda::FunctionNotHardened');

describe('a function of this library', () => {
  test.each([HardeningProfile.standard(), HardeningProfile.development(), HardeningProfile.standard().keeping()])(
    'carries it in the template, by its profile',
    (profile) => {
      templateOf({ profile }).hasResource('AWS::Lambda::Function', { Metadata: { [HARDENING]: { Profile: profile._name } } });
    },
  );

  test('is not found', () => {
    const stack = stackOf();
    orders(stack);
    expect(foundIn(stack)).toEqual([]);
  });
});

describe('a function of the CDK', () => {
  const mixed = () => {
    const stack = stackOf(new App({ context: { 'aws:cdk:enable-path-metadata': true } }));
    orders(stack);
    plain(stack);
    return stack;
  };

  test('is found, with the construct and the fix', () => {
    expect(foundIn(mixed())).toMatchObject([
      {
        severity: 'error',
        constructPath: 'Shop/Plain/Resource',
        message: expect.stringMatching(/^the function Plain\w+ must be hardened, got no metadata 'cdk-hardened-lambda:Hardening'$/),
      },
    ]);
  });

  test('is not looked for unless it is asked for', () => {
    expect(foundIn(mixed(), {} as typeof REQUIRED)).toEqual([]);
    expect(foundIn(mixed(), { requireHardening: false })).toEqual([]);
    expect(RULES.some((rule) => OPT_IN_RULES.includes(rule))).toBe(false);
  });

  test('may be acknowledged', () => {
    const stack = mixed();
    Validations.of(stack.node.findChild('Plain')).acknowledge({ id: 'HardenedLambda::FunctionNotHardened', reason: 'a one-off script' });
    expect(foundIn(stack)).toEqual([]);
  });

  test('is not asked for where the CDK makes it for deployments', () => {
    const stack = mixed();
    new s3.Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    expect(foundIn(stack)).toHaveLength(1);
  });

  test('is found in nested stacks and stages', () => {
    const app = new App();
    const stage = new Stage(app, 'Live');
    const stack = new Stack(stage, 'Shop');
    plain(new NestedStack(stack, 'Nested'));
    plain(stack);
    expect(foundIn(stack)).toHaveLength(1);
    expect(HardenedLambdaChecks.findings(stack, REQUIRED).length).toBeGreaterThan(0);
  });
});

test('the flag is true or false', () => {
  expect(() => new HardenedLambdaChecks({ requireHardening: 'yes' as never })).toThrow(
    `HardenedLambdaChecks: 'requireHardening' must be true or false, got "yes"; set it to true, or omit it`,
  );
});

describe('the count', () => {
  const fn = (Metadata?: Record<string, unknown>) => ({ Type: 'AWS::Lambda::Function', Metadata });
  const countOf = (...functions: ReturnType<typeof fn>[]) =>
    describeHardened(
      hardenedFunctionsIn([{ name: 'Shop', body: { Resources: Object.fromEntries(functions.map((one, n) => [`F${n}`, one])) } }]),
    );

  test('says how many of how many', () => {
    const hardened = fn({ [HARDENING]: { Profile: 'standard' } });
    const adopted = fn({ [HARDENING]: { Applied: ['logs'], Left: { timeout: 'it is set' } } });
    const left = fn({ [HARDENING]: { Applied: [], Left: { all: 'CloudFront runs it' } } });
    const ofCdk = fn({ 'aws:cdk:path': 'Shop/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler' });
    expect(countOf()).toBe('0 of 0 functions are hardened');
    expect(countOf(hardened, adopted, fn(), fn({}), fn({ [HARDENING]: 'yes' }))).toBe('2 of 5 functions are hardened');
    expect(countOf(hardened, fn(), left, ofCdk, ofCdk)).toBe(
      '1 of 2 functions are hardened, 1 left with a reason, 2 made by the CDK for deployments',
    );
  });

  describeSince(VALIDATING)('in an app', () => {
    test('is in the report of the plugin, where hardening is required', () => {
      const app = new App();
      const stack = stackOf(app);
      orders(stack);
      plain(stack);
      const reports: unknown[] = [];
      class Spied extends HardenedLambdaChecks {
        public override validate(context: Parameters<HardenedLambdaChecks['validate']>[0]) {
          const report = super.validate(context);
          reports.push(report.metadata);
          return { ...report, success: true, violations: [] };
        }
      }
      Validations.of(app).addPlugins(new Spied(REQUIRED), new Spied());
      app.synth();
      expect(reports).toEqual([{ hardening: '1 of 2 functions are hardened' }, undefined]);
    });
  });
});
