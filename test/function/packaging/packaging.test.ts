import { join } from 'node:path';
import { App, PropertyInjectors, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  AlarmActions,
  HardenedDockerImageFunction,
  HardenedFunction,
  type HardenedFunctionOptions,
  HardenedNodejsFunction,
  HardeningProfile,
  Powertools,
  Waiver,
} from '../../../lib';
import { testSince, VALIDATING } from '../../cdk';
import { ALL_PACKS, CODE, findingsOf, only, stackOf } from '../../harness';
import { validatorSays } from '../../validator';
import { CONTRACT } from '../contract';

type Hardened = HardenedFunction | HardenedNodejsFunction | HardenedDockerImageFunction;

interface Kind {
  readonly Class: { new (...args: any[]): Hardened; readonly PROPERTY_INJECTION_ID: string };
  /** The code, as the hardened class takes it and CDK's own. */
  readonly code: (scope: Construct) => object;
  readonly Plain: new (...args: any[]) => lambda.Function;
}

const KINDS: Record<string, Kind> = {
  HardenedFunction: { Class: HardenedFunction, code: () => CODE, Plain: lambda.Function },
  HardenedNodejsFunction: {
    Class: HardenedNodejsFunction,
    code: () => ({ entry: join(__dirname, './nodejs/entries/handler.ts'), runtime: lambda.Runtime.NODEJS_24_X }),
    Plain: NodejsFunction,
  },
  HardenedDockerImageFunction: {
    Class: HardenedDockerImageFunction,
    code: (scope) => ({ code: lambda.DockerImageCode.fromEcr(ecr.Repository.fromRepositoryName(scope, 'Repository', 'orders')) }),
    Plain: lambda.DockerImageFunction,
  },
};

const SKIPPED = { 'aws:cdk:bundling-stacks': [] };
const skippedApp = (context: Record<string, unknown> = {}) => new App({ context: { ...SKIPPED, ...context } });

/** What holds for every hardened function, however its code comes to Lambda. */
describe.each(Object.entries(KINDS))('%s', (_, { Class, code, Plain }) => {
  const make = (stack: Stack, props: HardenedFunctionOptions = {}) =>
    new Class(stack, 'Orders', { ...code(stack), alarmActions: AlarmActions.email('ops@example.com'), ...props });

  test.each(['standard', 'strict', 'development'] as const)('leaves nothing to find for cdk-nag under %s()', (name) => {
    const app = skippedApp();
    const waivers = [Waiver.vpc('calls public AWS endpoints only'), Waiver.reservedConcurrency('shares the pool of the account')];
    make(stackOf(app), { profile: HardeningProfile[name](), waivers, powertools: Powertools.asDependency({ serviceName: 'orders' }) });
    expect(findingsOf(app, name === 'strict' ? ALL_PACKS : undefined)).toEqual([]);
  });

  testSince(VALIDATING)('is accepted by CloudFormation', () => {
    expect(validatorSays((stack) => void make(stack, { powertools: Powertools.asDependency({ serviceName: 'orders' }) }), SKIPPED)).toEqual(
      [],
    );
  });

  test('has every member that the contract names', () => {
    const fn = make(stackOf(skippedApp()));
    const members = Object.keys(CONTRACT).filter((name) => !name.startsWith('static ') && CONTRACT[name].is !== 'absent');
    expect(members.filter((name) => !(name in fn))).toEqual([]);
    expect(fn.addEnvironment('TABLE_NAME', 'orders')).toBe(fn);
    expect(fn.node.defaultChild).toBe(fn.lambdaFunction.node.defaultChild);
    expect(fn.lambdaFunction).toBeInstanceOf(Plain);
  });

  test.each(['AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Lambda::EventSourceMapping', 'AWS::IAM::Policy'])(
    'takes the place of the plain class: %s keeps its logical id',
    (type) => {
      const idsOf = (build: (stack: Stack) => lambda.IFunction): string[] => {
        const stack = stackOf(skippedApp({ '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false }));
        const fn = build(stack);
        fn.addEventSourceMapping('Queue', { eventSourceArn: new sqs.Queue(stack, 'Queue').queueArn });
        dynamodb.Table.fromTableArn(stack, 'Table', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders').grantReadData(fn);
        return Object.keys(Template.fromStack(stack).findResources(type));
      };
      const [id] = idsOf((stack) => new Plain(stack, 'Orders', code(stack)));
      expect(id).toMatch(/^Orders/);
      expect(idsOf((stack) => make(stack))).toContain(id);
    },
  );

  test("injectors for it and for CDK's function join the plan, and reach the function once", () => {
    const stack = stackOf(skippedApp());
    const calls: string[] = [];
    const injector = (constructUniqueId: string, more: object) => ({
      constructUniqueId,
      inject: (props: object) => {
        calls.push(constructUniqueId);
        return { ...more, ...props };
      },
    });
    PropertyInjectors.of(stack).add(
      injector(lambda.Function.PROPERTY_INJECTION_ID, { description: 'by an injector' }),
      injector(Class.PROPERTY_INJECTION_ID, { retryAttempts: 1 }),
    );
    make(stack);
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Lambda::Function').Description).toBe('by an injector');
    expect(only(template, 'AWS::Lambda::EventInvokeConfig').MaximumRetryAttempts).toBe(1);
    expect(calls).toEqual([lambda.Function.PROPERTY_INJECTION_ID, Class.PROPERTY_INJECTION_ID]);
  });
});

test('every class has its own injection id', () => {
  const ids = Object.values(KINDS).map(({ Class }) => Class.PROPERTY_INJECTION_ID);
  expect(ids).toEqual(Object.keys(KINDS).map((name) => `cdk-hardened-lambda.${name}`));
});
