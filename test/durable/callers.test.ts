import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HardenedDockerImageFunction, type HardenedFunction, HardenedSqsEventSource } from '../../lib';
import { stackOf, TOLD, warningsOf } from '../harness';
import { ENV } from '../iam';
import { DURABLE, durable, SHORT } from './durable';

const queueIn = (stack: Stack) => new sqs.Queue(stack, 'Queue', { enforceSSL: true, visibilityTimeout: Duration.hours(6) });
const synth = (stack: Stack) => () => (stack.node.root as App).synth();
const rule = (stack: Stack, fn: lambda.IFunction) =>
  new events.Rule(stack, 'Rule', { eventPattern: { source: ['shop'] }, targets: [new targets.LambdaFunction(fn)] });
const about = (stack: Stack, id: string) => warningsOf(stack).filter((text) => text.includes(id));

describe('event sources', () => {
  const TOO_LONG =
    "'durableConfig.executionTimeout' must be at most 900 seconds for a function with event sources, got 10800, for which Lambda refuses Shop/";

  test('whose mapping cannot wait that long are refused', () => {
    const { fn, stack } = durable();
    fn.addEventSource(HardenedSqsEventSource.withNewQueue());
    expect(synth(stack)).toThrow(TOO_LONG);
  });

  test('of the CDK are refused too', () => {
    const { fn, stack } = durable();
    fn.addEventSource(new SqsEventSource(queueIn(stack)));
    expect(synth(stack)).toThrow(TOO_LONG);
  });

  test.each<[string, (fn: HardenedFunction) => lambda.IFunction]>([
    ['the hardened function', (fn) => fn],
    ['its alias', (fn) => fn.liveAlias as lambda.Alias],
    ['a version', (fn) => fn.currentVersion],
  ])('that are mapped elsewhere to %s are refused too', (_, target) => {
    const { fn, stack } = durable();
    new lambda.EventSourceMapping(stack, 'Mapping', { target: target(fn), eventSourceArn: queueIn(stack).queueArn });
    expect(synth(stack)).toThrow(`${TOO_LONG}Mapping/Resource; lower it, or start executions by DurableStart`);
  });

  test('of another function are none of its concern', () => {
    const { stack } = durable();
    const other = durable(SHORT, stackOf(stack.node.root as App, 'Other', ENV)).fn;
    new lambda.EventSourceMapping(other.stack, 'Mapping', { target: other, eventSourceArn: queueIn(other.stack).queueArn });
    expect(synth(stack)).not.toThrow();
  });

  test('that can wait are mapped to the alias', () => {
    const { fn, stack } = durable(SHORT);
    fn.addEventSource(HardenedSqsEventSource.withNewQueue({ visibilityTimeout: Duration.hours(2) }));
    const [mapping] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'));
    expect(JSON.stringify(mapping.Properties.FunctionName)).toContain(stack.resolve(fn.functionArn).Ref);
  });

  test('of a function on managed instances may wait longer', () => {
    const { fn, stack } = durable();
    fn.addEventSource(HardenedSqsEventSource.withNewQueue());
    const resource = fn.lambdaFunction.node.defaultChild as lambda.CfnFunction;
    resource.capacityProviderConfig = { lambdaManagedInstancesCapacityProviderConfig: { capacityProviderArn: 'arn' } };
    expect(synth(stack)).not.toThrow();
  });
});

describe('callers', () => {
  test('of the function itself are refused', () => {
    const { fn, stack } = durable();
    rule(stack, fn.lambdaFunction);
    expect(synth(stack)).toThrow(
      /a durable function must be called by its alias, got Shop\/Rule\/AllowEventRule\w+, which names the function without a qualifier, which Lambda refuses; pass the hardened function or its 'liveAlias' there/,
    );
  });

  test.each<[string, (fn: lambda.Function, stack: Stack) => unknown]>([
    ['a mapping', (fn, stack) => new lambda.EventSourceMapping(stack, 'Mapping', { target: fn, eventSourceArn: queueIn(stack).queueArn })],
    ['a URL', (fn) => fn.addFunctionUrl()],
    [
      'a permission by name',
      (fn, stack) =>
        new lambda.CfnPermission(stack, 'Permission', {
          action: 'lambda:InvokeFunction',
          functionName: fn.functionName,
          principal: 'sns.amazonaws.com',
        }),
    ],
  ])('of the function itself by %s are refused', (_, call) => {
    const { fn, stack } = durable(SHORT);
    call(fn.lambdaFunction, stack);
    expect(synth(stack)).toThrow('which names the function without a qualifier, which Lambda refuses');
  });

  test('of $LATEST are refused', () => {
    const { fn, stack } = durable();
    new lambda.CfnPermission(stack, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: fn.latestVersion.functionArn,
      principal: 'sns.amazonaws.com',
    });
    expect(synth(stack)).toThrow('which names $LATEST, on which executions resume with changed code');
  });

  test.each<[string, (fn: lambda.IFunction & { liveAlias?: lambda.Alias; currentVersion: lambda.Version }) => lambda.IFunction]>([
    ['the hardened function', (fn) => fn],
    ['its alias', (fn) => fn.liveAlias as lambda.Alias],
    ['a version', (fn) => fn.currentVersion],
  ])('of %s are right', (_, target) => {
    const { fn, stack } = durable();
    rule(stack, target(fn));
    expect(synth(stack)).not.toThrow();
  });

  test('of another function are none of its concern', () => {
    const { stack } = durable();
    rule(
      stack,
      new lambda.Function(stack, 'Other', {
        runtime: lambda.Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: lambda.Code.fromInline('1'),
      }),
    );
    expect(synth(stack)).not.toThrow();
  });

  test('by a URL of the alias have a qualifier', () => {
    const { fn, stack } = durable(SHORT);
    fn.addFunctionUrl();
    expect(synth(stack)).not.toThrow();
    expect(about(stack, 'DurableSynchronousCaller')).toEqual([]);
  });
});

describe('callers that wait', () => {
  test('for a URL are warned of where an execution takes longer than 15 minutes', () => {
    const { fn, stack } = durable();
    fn.addFunctionUrl();
    expect(about(stack, 'DurableSynchronousCaller')).toEqual([
      expect.stringContaining(
        "'durableConfig.executionTimeout' must be at most the 900 seconds that a function URL waits for an answer, got 10800; ",
      ),
    ]);
  });

  test.each([
    ['apigateway.amazonaws.com', 29],
    ['appsync.amazonaws.com', 30],
    ['cognito-idp.amazonaws.com', 5],
    ['elasticloadbalancing.amazonaws.com', 900],
  ])('for %s are warned of where an execution takes longer than %d seconds', (service, limit) => {
    const waiting = (seconds: number) => {
      const { fn, stack } = durable({ durableConfig: { executionTimeout: Duration.seconds(seconds) } });
      fn.addPermission('Caller', { principal: new iam.ServicePrincipal(service) });
      return about(stack, 'DurableSynchronousCaller');
    };
    expect(waiting(limit)).toEqual([]);
    expect(waiting(limit + 1)).toEqual([
      expect.stringContaining(`at most the ${limit} seconds that ${service} waits for an answer, got ${limit + 1}; `),
    ]);
  });

  test('are told of API Gateway by its own construct', () => {
    const { fn, stack } = durable();
    new apigateway.LambdaRestApi(stack, 'Api', { handler: fn });
    expect(about(stack, 'DurableSynchronousCaller').length).toBeGreaterThan(0);
  });

  test('are not those that do not wait, nor other accounts', () => {
    const { fn, stack } = durable();
    fn.addPermission('Events', { principal: new iam.ServicePrincipal('events.amazonaws.com') });
    fn.addPermission('Account', { principal: new iam.AccountPrincipal('444455556666') });
    expect(about(stack, 'DurableSynchronousCaller')).toEqual([]);
  });

  test('are not known where only a deployment knows the timeout', () => {
    const { fn, stack } = durable({
      durableConfig: {
        executionTimeout: Duration.seconds(new (require('aws-cdk-lib').CfnParameter)(new Stack(), 'P', { type: 'Number' }).valueAsNumber),
      },
    });
    fn.addFunctionUrl();
    expect(about(stack, 'DurableSynchronousCaller')).toEqual([]);
  });
});

test('an image is warned of, since its contents are not known', () => {
  const stack = new Stack(new App(), 'Shop');
  new HardenedDockerImageFunction(stack, 'Orders', {
    alarmActions: TOLD.alarmActions,
    code: lambda.DockerImageCode.fromEcr(require('aws-cdk-lib/aws-ecr').Repository.fromRepositoryName(stack, 'Repo', 'orders'), {
      tagOrDigest: `sha256:${'0'.repeat(64)}`,
    }),
    ...DURABLE,
  });
  expect(about(stack, 'DurableUnverified')).toEqual([
    expect.stringContaining('must be used with an image that contains the durable execution SDK'),
  ]);
});
