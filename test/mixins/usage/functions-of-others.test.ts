import { App, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { CODE, orders, stackOf, warningsOf } from '../../harness';

const US = { env: { account: '111122223333', region: 'us-east-1' } };

/** A hardened function beside a function of the CDK, which is used in each way that is looked at. */
function besideOthers(use: (stack: Stack, other: lambda.Function) => void): { app: App; stack: Stack } {
  const app = new App();
  const stack = stackOf(app, 'Shop', US);
  orders(stack);
  use(stack, new lambda.Function(stack, 'Other', CODE));
  return { app, stack };
}

test.each<[string, (stack: Stack, other: lambda.Function) => void]>([
  ['versions and aliases', (_, other) => other.addAlias('live')],
  ['a version of an imported function', (stack) => new lambda.CfnVersion(stack, 'Version', { functionName: 'elsewhere' })],
  ['an event configuration', (_, other) => other.configureAsyncInvoke({ retryAttempts: 1, maxEventAge: Duration.hours(1) })],
  [
    'an event configuration of an imported function',
    (stack) => new lambda.CfnEventInvokeConfig(stack, 'Config', { functionName: 'elsewhere', qualifier: '$LATEST' }),
  ],
  [
    'a subscription to a FIFO topic',
    (stack, other) => {
      const endpoint = other.functionArn;
      new sns.CfnSubscription(stack, 'Own', {
        protocol: 'lambda',
        topicArn: new sns.Topic(stack, 'Topic', { fifo: true }).topicArn,
        endpoint,
      });
    },
  ],
  [
    'a subscription of an alias',
    (stack, other) => new sns.Topic(stack, 'Topic').addSubscription(new subscriptions.LambdaSubscription(other.addAlias('live'))),
  ],
  ['a log group by its name', (stack, other) => new logs.LogGroup(stack, 'Logs', { logGroupName: `/aws/lambda/${other.functionName}` })],
  ['a log group without a name', (stack) => new logs.LogGroup(stack, 'Logs')],
  ['a log group of another service', (stack) => new logs.LogGroup(stack, 'Logs', { logGroupName: '/aws/codebuild/orders' })],
  [
    'scaling',
    (_, other) =>
      other
        .addAlias('live')
        .addAutoScaling({ maxCapacity: 3 })
        .scaleOnSchedule('Day', { schedule: appscaling.Schedule.cron({ hour: '8' }), minCapacity: 1 }),
  ],
  [
    'a distribution',
    (stack, other) =>
      new cloudfront.Distribution(stack, 'Site', {
        defaultBehavior: {
          origin: new HttpOrigin('example.com'),
          edgeLambdas: [{ functionVersion: other.currentVersion, eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST }],
        },
      }),
  ],
])('what belongs to a function beside it changes nothing for a hardened function: %s', (_, use) => {
  const { app, stack } = besideOthers(use);
  expect(() => app.synth()).not.toThrow();
  expect(warningsOf(stack.node.findChild('Orders'))).toEqual([]);
});

test('a subscription by HTTPS is none of the function that its address names', () => {
  const app = new App();
  const stack = stackOf(app, 'Shop', US);
  const { topicArn } = new sns.Topic(stack, 'Topic', { fifo: true });
  new sns.CfnSubscription(stack, 'Own', { protocol: 'https', topicArn, endpoint: `https://example.com/${orders(stack).functionName}` });
  expect(() => app.synth()).not.toThrow();
});

test('whom an imported role trusts is not known, so that a function at the edge may have one', () => {
  const app = new App();
  const stack = stackOf(app, 'Shop', US);
  const fn = orders(stack, {
    role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/edge'),
    architecture: lambda.Architecture.X86_64,
    tracing: lambda.Tracing.DISABLED,
    memorySize: 128,
    timeout: Duration.seconds(5),
    currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
  });
  new cloudfront.Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: new HttpOrigin('example.com'),
      edgeLambdas: [{ functionVersion: fn.currentVersion, eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST }],
    },
  });
  expect(() => app.synth()).not.toThrow();
});
