import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, FunctionDashboard, HardenedFunction, HardenedSqsEventSource, ServiceDashboard } from 'cdk-hardened-lambda';

/*
 * A function that reads a queue has a dedicated dashboard, and the stack has one with all functions.
 */

const app = new App();
const stack = new Stack(app, 'DashboardsInteg');
const code = lambda.Code.fromInline('exports.handler = async () => {};');

const source = HardenedSqsEventSource.withNewQueue();
const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code,
  events: [source],
  alarmActions: AlarmActions.none('an integration test looks at the dashboards'),
});

const ofFunction = FunctionDashboard.fromFunction(orders, { savedQueries: true });
const ofService = ServiceDashboard.of(stack);

// Production keeps them; a test leaves nothing behind.
for (const kept of [orders.failureQueue, source.queue, source.deadLetterQueue]) kept?.applyRemovalPolicy(RemovalPolicy.DESTROY);
orders.logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'Dashboards', { testCases: [stack] });
for (const { dashboard } of [ofFunction, ofService]) {
  integ.assertions
    .awsApiCall('CloudWatch', 'getDashboard', { DashboardName: dashboard.dashboardName })
    .expect(ExpectedResult.objectLike({ DashboardName: dashboard.dashboardName }));
}
