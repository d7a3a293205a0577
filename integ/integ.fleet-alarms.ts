import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, FleetAlarms, HardenedFunction, HardeningProfile } from 'cdk-hardened-lambda';

/*
 * The alarms of a whole account and region: CloudWatch accepts their queries. A function of the lean profile leaves its alarms to them.
 */

const app = new App();
const stack = new Stack(app, 'FleetAlarmsInteg');

const fleet = new FleetAlarms(stack, 'Fleet', {
  alarmActions: AlarmActions.none('an integration test looks at the alarms itself'),
  concurrencyQuota: 1000,
});

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline("exports.handler = async () => 'placed';"),
  profile: HardeningProfile.lean(),
});

// Production keeps them; a test leaves nothing behind.
orders.failureQueue?.applyRemovalPolicy(RemovalPolicy.DESTROY);
orders.logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'FleetAlarms', { testCases: [stack] });

const errors = fleet.alarms.errors?.alarmName as string;
integ.assertions
  .awsApiCall('CloudWatch', 'describeAlarms', { AlarmNames: [errors] })
  .expect(ExpectedResult.objectLike({ MetricAlarms: [{ AlarmName: errors, ActionsEnabled: true }] }));
