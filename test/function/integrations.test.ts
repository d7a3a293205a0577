import { App, Duration, Fn, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as elbv2Targets from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventTargets from 'aws-cdk-lib/aws-events-targets';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3n from 'aws-cdk-lib/aws-s3-notifications';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as schedulerTargets from 'aws-cdk-lib/aws-scheduler-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import * as triggers from 'aws-cdk-lib/triggers';
import type { HardenedFunction } from '../../lib';
import { CODE, orders, stackOf } from '../harness';

type Resources = Record<string, any>;
type AnyFunction = lambda.Function | HardenedFunction;
/** What uses the function, in a stack that is made anew for each kind of function. */
type Use = (fn: AnyFunction, stack: Stack) => void;

/** CDK's own function: the one itself, or the one inside. */
const classOf = (fn: AnyFunction): lambda.Function => (fn instanceof lambda.Function ? fn : fn.lambdaFunction);

const plainFunction = (stack: Stack, props: Partial<lambda.FunctionProps> = {}) =>
  new lambda.Function(stack, 'Orders', { ...CODE, ...props });

/** The resources of a stack. The id of a version ends in a hash of the function, which two kinds of function differ in. */
function resourcesOf(make: (stack: Stack) => void): Resources {
  const stack = stackOf(new App(), 'Shop', { env: { region: 'us-east-1', account: '111111111111' } });
  make(stack);
  const template = JSON.stringify(Template.fromStack(stack).toJSON().Resources);
  return JSON.parse(template.replace(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1'));
}

/** The resources that only `after` has. */
const added = (before: Resources, after: Resources): Resources =>
  Object.fromEntries(Object.entries(after).filter(([id]) => !Object.hasOwn(before, id)));

/** What an integration adds to a stack with a plain function, and to one with a hardened function. */
function additions(use: Use): { readonly plain: Resources; readonly hardened: Resources } {
  return {
    plain: added(
      resourcesOf((stack) => plainFunction(stack)),
      resourcesOf((stack) => use(plainFunction(stack), stack)),
    ),
    hardened: added(
      resourcesOf((stack) => orders(stack, FOR_EDGE)),
      resourcesOf((stack) => use(orders(stack, FOR_EDGE), stack)),
    ),
  };
}

/** What CloudFront takes; the others do not mind. */
const FOR_EDGE = { architecture: lambda.Architecture.X86_64, tracing: lambda.Tracing.DISABLED };

/** What the library adds to what uses the function, as CDK does not: the failure capture of an alias, the logs at the edge, the alarms of a URL. */
const OWN = /^Orders(Aliasreleased|CurrentVersion)[0-9A-Za-z]*EventInvokeConfig|^OrdersEdgeLogPolicy|Alarms(ServerErrors|Latency)/;
/** The second permission of CloudFront, which the CDK adds by itself from 2.273.0, and the library before that. */
const isSecondOfCloudFront = ({ Type, Properties }: Resources[string]): boolean =>
  Type === 'AWS::Lambda::Permission' &&
  Properties.Principal === 'cloudfront.amazonaws.com' &&
  Properties.Action === 'lambda:InvokeFunction';

const withoutOwn = (resources: Resources): Resources =>
  Object.fromEntries(Object.entries(resources).filter(([id, resource]) => !OWN.test(id) && !isSecondOfCloudFront(resource)));

const ofType = (resources: Resources, type: string): Resources[] => Object.values(resources).filter(({ Type }) => Type === type);
const permissionsIn = (resources: Resources) => ofType(resources, 'AWS::Lambda::Permission').map(({ Properties }) => Properties);

interface Integration {
  readonly name: string;
  readonly use: Use;
  /** A type of which the integration must have made at least one, so that the comparison is about something. */
  readonly makes: string;
}

const rest: Use = (fn, stack) => void new apigateway.LambdaRestApi(stack, 'Api', { handler: fn });
const http: Use = (fn, stack) => {
  const api = new apigatewayv2.HttpApi(stack, 'Api');
  api.addRoutes({ path: '/orders', integration: new HttpLambdaIntegration('Orders', fn) });
};
const rule: Use = (fn, stack) =>
  void new events.Rule(stack, 'Rule', { eventPattern: { source: ['shop'] }, targets: [new eventTargets.LambdaFunction(fn)] });
const notification: Use = (fn, stack) => new s3.Bucket(stack, 'Bucket').addObjectCreatedNotification(new s3n.LambdaDestination(fn));
const subscription: Use = (fn, stack) => void new sns.Topic(stack, 'Topic').addSubscription(new subscriptions.LambdaSubscription(fn));
const userPool: Use = (fn, stack) => new cognito.UserPool(stack, 'Pool').addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, fn);
const originAccess: Use = (fn, stack) => {
  const url = fn.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.AWS_IAM });
  new cloudfront.Distribution(stack, 'Site', { defaultBehavior: { origin: origins.FunctionUrlOrigin.withOriginAccessControl(url) } });
};
const edge: Use = (fn, stack) =>
  void new cloudfront.Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: new origins.HttpOrigin('example.com'),
      edgeLambdas: [{ functionVersion: fn.currentVersion, eventType: cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST }],
    },
  });
const table = (stack: Stack) =>
  new dynamodb.Table(stack, 'Table', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_IMAGE,
  });

const INTEGRATIONS: Integration[] = [
  { name: 'a REST API', makes: 'AWS::ApiGateway::Method', use: rest },
  { name: 'an HTTP API', makes: 'AWS::ApiGatewayV2::Integration', use: http },
  { name: 'a rule of EventBridge', makes: 'AWS::Events::Rule', use: rule },
  { name: 'a notification of S3', makes: 'Custom::S3BucketNotifications', use: notification },
  { name: 'a subscription of SNS', makes: 'AWS::SNS::Subscription', use: subscription },
  {
    name: 'a task of Step Functions',
    makes: 'AWS::StepFunctions::StateMachine',
    use: (fn, stack) => {
      const task = new tasks.LambdaInvoke(stack, 'Invoke', { lambdaFunction: fn });
      new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(task) });
    },
  },
  {
    name: 'a schedule of EventBridge Scheduler',
    makes: 'AWS::Scheduler::Schedule',
    use: (fn, stack) =>
      void new scheduler.Schedule(stack, 'Schedule', {
        schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
        target: new schedulerTargets.LambdaInvoke(fn),
      }),
  },
  {
    name: 'a function URL',
    makes: 'AWS::Lambda::Url',
    use: (fn) => void fn.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE, invokeMode: lambda.InvokeMode.RESPONSE_STREAM }),
  },
  { name: 'a trigger of Cognito', makes: 'AWS::Cognito::UserPool', use: userPool },
  {
    name: 'a target of a load balancer',
    makes: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    use: (fn, stack) => {
      const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: new ec2.Vpc(stack, 'Vpc') });
      balancer.addListener('Http', { port: 80 }).addTargets('Orders', { targets: [new elbv2Targets.LambdaTarget(fn)] });
    },
  },
  { name: 'an origin of CloudFront with access control', makes: 'AWS::CloudFront::OriginAccessControl', use: originAccess },
  { name: "CloudFront's edge", makes: 'AWS::CloudFront::Distribution', use: edge },
  {
    name: 'a deployment group of CodeDeploy',
    makes: 'AWS::CodeDeploy::DeploymentGroup',
    use: (fn, stack) => {
      const deploymentConfig = codedeploy.LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE;
      new codedeploy.LambdaDeploymentGroup(stack, 'Group', { alias: fn.addAlias('released'), deploymentConfig });
    },
  },
  { name: 'a grant on a table', makes: 'AWS::IAM::Policy', use: (fn, stack) => void table(stack).grantReadWriteData(fn) },
  {
    name: 'a trigger at deployment',
    makes: 'Custom::Trigger',
    use: (fn, stack) => void new triggers.Trigger(stack, 'Trigger', { handler: classOf(fn) }),
  },
  {
    name: 'a function that invokes it',
    makes: 'AWS::IAM::Policy',
    use: (fn, stack) => void fn.grantInvoke(new lambda.Function(stack, 'Caller', CODE)),
  },
];

type Source = (stack: Stack) => lambda.IEventSource;

const START = { startingPosition: lambda.StartingPosition.LATEST };
const stream = (stack: Stack) => new kinesis.Stream(stack, 'Stream');
const SOURCES: { readonly name: string; readonly makes: string; readonly source: Source }[] = [
  {
    name: 'SqsEventSource',
    makes: 'AWS::Lambda::EventSourceMapping',
    source: (stack) => new sources.SqsEventSource(new sqs.Queue(stack, 'Queue'), { batchSize: 5, reportBatchItemFailures: true }),
  },
  {
    name: 'DynamoEventSource',
    makes: 'AWS::Lambda::EventSourceMapping',
    source: (stack) => new sources.DynamoEventSource(table(stack), START),
  },
  {
    name: 'KinesisEventSource',
    makes: 'AWS::Lambda::EventSourceMapping',
    source: (stack) => new sources.KinesisEventSource(stream(stack), START),
  },
  {
    name: 'KinesisEventSource with SqsDlq',
    makes: 'AWS::Lambda::EventSourceMapping',
    source: (stack) =>
      new sources.KinesisEventSource(stream(stack), { ...START, onFailure: new sources.SqsDlq(new sqs.Queue(stack, 'Failed')) }),
  },
  {
    name: 'SnsEventSource',
    makes: 'AWS::SNS::Subscription',
    source: (stack) => new sources.SnsEventSource(new sns.Topic(stack, 'Topic')),
  },
  {
    name: 'S3EventSource',
    makes: 'Custom::S3BucketNotifications',
    source: (stack) => new sources.S3EventSource(new s3.Bucket(stack, 'Bucket'), { events: [s3.EventType.OBJECT_CREATED] }),
  },
  { name: 'ApiEventSource', makes: 'AWS::ApiGateway::Method', source: () => new sources.ApiEventSource('GET', '/orders') },
];

describe('taken as a plain function is', () => {
  test.each(INTEGRATIONS)('by $name', ({ use, makes }) => {
    const { plain, hardened } = additions(use);
    expect(ofType(plain, makes).length).toBeGreaterThan(0);
    expect(withoutOwn(hardened)).toEqual(withoutOwn(plain));
  });

  test.each(SOURCES)('by $name in addEventSource', ({ source, makes }) => {
    const { plain, hardened } = additions((fn, stack) => fn.addEventSource(source(stack)));
    expect(ofType(plain, makes).length).toBeGreaterThan(0);
    expect(hardened).toEqual(plain);
  });

  test.each(SOURCES)('by $name in events', ({ source, makes }) => {
    const plain = added(
      resourcesOf((stack) => plainFunction(stack)),
      resourcesOf((stack) => plainFunction(stack, { events: [source(stack)] })),
    );
    const hardened = added(
      resourcesOf((stack) => orders(stack)),
      resourcesOf((stack) => orders(stack, { events: [source(stack)] })),
    );
    expect(ofType(plain, makes).length).toBeGreaterThan(0);
    expect(hardened).toEqual(plain);
  });

  test('by two sources at once, and one more later', () => {
    const use = (fn: AnyFunction, stack: Stack) => {
      for (const { source } of SOURCES.filter(({ name }) => ['SqsEventSource', 'SnsEventSource'].includes(name)))
        fn.addEventSource(source(stack));
      fn.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Later')));
    };
    const { plain, hardened } = additions(use);
    expect(hardened).toEqual(plain);
    expect(ofType(hardened, 'AWS::Lambda::EventSourceMapping')).toHaveLength(2);
  });

  test('by a template that exports its ARN', () => {
    const imported = (fn: AnyFunction) => Fn.join('', [fn.functionArn, '/', fn.functionName]);
    const [plain, hardened] = [plainFunction(stackOf()), orders(stackOf())].map((fn) => fn.stack.resolve(imported(fn)));
    expect(hardened).toEqual(plain);
  });
});

describe('what was there already changes as a plain function does', () => {
  /** The resources of the function itself, by the start of their ids. */
  const both = (use: Use, prefix: RegExp): Resources[] =>
    [plainFunction, (stack: Stack) => orders(stack, FOR_EDGE)].map((make) => {
      const found = Object.entries(resourcesOf((stack) => use(make(stack), stack))).find(([id]) => prefix.test(id));
      return found?.[1];
    });

  test("CloudFront's edge may assume the role", () => {
    const [plain, hardened] = both(edge, /^OrdersServiceRole[0-9A-F]{8}$/);
    expect(hardened.Properties.AssumeRolePolicyDocument).toEqual(plain.Properties.AssumeRolePolicyDocument);
    expect(JSON.stringify(plain)).toContain('edgelambda.amazonaws.com');
  });

  test('the function waits for what it was granted', () => {
    const [plain, hardened] = both((fn, stack) => void table(stack).grantReadData(fn), /^Orders[0-9A-F]{8}$/);
    expect(plain.DependsOn).toContainEqual(expect.stringMatching(/^OrdersServiceRoleDefaultPolicy/));
    expect(hardened.DependsOn).toEqual(expect.arrayContaining(plain.DependsOn));
  });
});

describe('a service that calls the function', () => {
  const source = (name: string): Use => {
    const found = SOURCES.find((candidate) => candidate.name === name) as (typeof SOURCES)[number];
    return (fn, stack) => fn.addEventSource(found.source(stack));
  };
  const PUSH: { readonly name: string; readonly use: Use; readonly principal: string; readonly account?: string }[] = [
    { name: 'a REST API', use: rest, principal: 'apigateway.amazonaws.com' },
    { name: 'an HTTP API', use: http, principal: 'apigateway.amazonaws.com' },
    { name: 'EventBridge', use: rule, principal: 'events.amazonaws.com' },
    { name: 'S3', use: notification, principal: 's3.amazonaws.com', account: '111111111111' },
    { name: 'SNS', use: subscription, principal: 'sns.amazonaws.com' },
    { name: 'Cognito', use: userPool, principal: 'cognito-idp.amazonaws.com' },
    { name: 'CloudFront', use: originAccess, principal: 'cloudfront.amazonaws.com' },
    { name: 'SnsEventSource', use: source('SnsEventSource'), principal: 'sns.amazonaws.com' },
    { name: 'S3EventSource', use: source('S3EventSource'), principal: 's3.amazonaws.com', account: '111111111111' },
    { name: 'ApiEventSource', use: source('ApiEventSource'), principal: 'apigateway.amazonaws.com' },
  ];

  test.each(PUSH)('$name may do so from its own ARN only', ({ use, principal, account }) => {
    const permissions = permissionsIn(additions(use).hardened);
    expect(permissions.length).toBeGreaterThan(0);
    for (const permission of permissions) {
      expect(permission).toMatchObject({
        Principal: principal,
        SourceArn: expect.anything(),
        FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^Orders/), expect.stringMatching(/Arn$/)] },
      });
      expect(permission.SourceAccount).toBe(account);
    }
  });
});
