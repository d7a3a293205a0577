import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, DurableStart, HardenedFunction, HardenedFunctionDefaults, HardenedSqsEventSource } from 'cdk-hardened-lambda';

/*
 * A durable function is started by its name, by a rule and by a queue. Its code waits between two steps.
 */

const app = new App();
const stack = new Stack(app, 'DurableInteg');
HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.email('ops@example.com') });

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(
    "const { withDurableExecution } = require('@aws/durable-execution-sdk-js');" +
      'exports.handler = withDurableExecution(async ({ orderId }, context) => {' +
      " await context.step('reserve', async () => orderId); await context.wait('pause', { seconds: 5 });" +
      " return context.step('ship', async () => orderId + ' shipped'); });",
  ),
  durableConfig: { executionTimeout: Duration.hours(1), retentionPeriod: Duration.days(1) },
});

const start = new DurableStart(stack, 'Start', { durableFunction: orders, nameField: 'orderId' });
start.startFunction.addEventSource(HardenedSqsEventSource.withNewQueue());
new events.Rule(stack, 'OrderPlaced', {
  eventPattern: { source: ['shop'] },
  targets: [new targets.LambdaFunction(start.startFunction, { event: events.RuleTargetInput.fromEventPath('$.detail'), retryAttempts: 2 })],
});

const operator = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
orders.grantOperate(operator);
orders.grantCallback(operator);
orders.grantStart(operator);

// Production keeps them; a test leaves nothing behind.
for (const queue of [orders.deadLetterQueue, start.startFunction.failureQueue]) queue?.applyRemovalPolicy(RemovalPolicy.DESTROY);
for (const { logGroup } of [orders, start.startFunction]) logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'Durable', { testCases: [stack] });

integ.assertions
  .awsApiCall('Lambda', 'getFunctionConfiguration', { FunctionName: orders.functionName })
  .expect(ExpectedResult.objectLike({ DurableConfig: { ExecutionTimeout: 3600, RetentionPeriodInDays: 1 } }));
integ.assertions
  .awsApiCall('CloudWatch', 'describeAlarms', { AlarmNames: [orders.alarms.failedExecutions?.alarmName] })
  .expect(ExpectedResult.objectLike({ MetricAlarms: [Match.objectLike({ MetricName: 'DurableExecutionFailed', Period: 300 })] }));
