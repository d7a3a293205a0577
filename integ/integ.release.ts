import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AlarmActions, HardenedFunction, Release } from 'cdk-hardened-lambda';

/*
 * A function is released by a canary: callers invoke its alias, a test runs before the new version gets traffic, and the
 * alarm on the errors of the new version stops the release. Old versions are deleted by another function.
 */

const app = new App();
const stack = new Stack(app, 'ReleaseInteg');

const common = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  alarmActions: AlarmActions.none('an integration test looks at the alarms itself'),
};

const test = new HardenedFunction(stack, 'Test', {
  ...common,
  code: lambda.Code.fromInline(
    "const { CodeDeploy } = require('@aws-sdk/client-codedeploy'); const { Lambda } = require('@aws-sdk/client-lambda');" +
      'exports.handler = async ({ DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId }) => {' +
      ' const { FunctionError } = await new Lambda().invoke({ FunctionName: process.env.NEW_VERSION });' +
      " const status = FunctionError ? 'Failed' : 'Succeeded';" +
      ' await new CodeDeploy().putLifecycleEventHookExecutionStatus({ deploymentId, lifecycleEventHookExecutionId, status }); };',
  ),
});

const orders = new HardenedFunction(stack, 'Orders', {
  ...common,
  code: lambda.Code.fromInline("exports.handler = async () => 'placed';"),
  release: Release.canary({ percent: 10, interval: Duration.minutes(5), preTraffic: test, pruning: { keep: 3 } }),
});
test.addEnvironment('NEW_VERSION', orders.currentVersion.functionArn);
orders.grantInvokeVersion(test, orders.currentVersion);

// Production keeps them; a test leaves nothing behind.
orders.failureQueue?.applyRemovalPolicy(RemovalPolicy.DESTROY);
for (const node of stack.node.findAll()) if (node instanceof logs.LogGroup) node.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'Release', { testCases: [stack] });

integ.assertions
  .invokeFunction({ functionName: orders.functionName })
  .expect(ExpectedResult.objectLike({ ExecutedVersion: '1', Payload: '"placed"' }));
integ.assertions
  .awsApiCall('CloudWatch', 'describeAlarms', { AlarmNames: [orders.rollbackAlarm?.alarmName] })
  .expect(ExpectedResult.objectLike({ MetricAlarms: [Match.objectLike({ MetricName: 'Errors', Period: 60 })] }));
