import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, PowerTuning } from 'cdk-hardened-lambda';

/*
 * AWS Lambda Power Tuning is deployed for one function, and measures it at two memory sizes.
 */

const app = new App();
const stack = new Stack(app, 'PowerTuningInteg');

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline("exports.handler = async () => 'placed';"),
  alarmActions: AlarmActions.none('an integration test looks at the result itself'),
});

const tuning = new PowerTuning(stack, 'Tuning', { tunedFunction: orders, memorySizes: [128, 256], timeout: Duration.minutes(2) });

// Production keeps them; a test leaves nothing behind.
orders.failureQueue?.applyRemovalPolicy(RemovalPolicy.DESTROY);
orders.logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'PowerTuning', { testCases: [stack] });

const execution = integ.assertions.awsApiCall('SFN', 'startExecution', {
  stateMachineArn: tuning.stateMachine.stateMachineArn,
  input: stack.toJsonString({ lambdaARN: orders.functionArn, num: 5, payload: {} }),
});
integ.assertions
  .awsApiCall('SFN', 'describeExecution', { executionArn: execution.getAttString('executionArn') })
  .expect(ExpectedResult.objectLike({ status: 'SUCCEEDED' }))
  .waitForAssertions({ totalTimeout: Duration.minutes(5) });
