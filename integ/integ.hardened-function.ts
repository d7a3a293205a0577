import { ExpectedResult, IntegTest, InvocationType, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction } from 'cdk-hardened-lambda';

/*
 * An asynchronous event that failed after all retries is in the failure queue, with its cause, and the alarms for it
 * exist.
 */

const app = new App();
const stack = new Stack(app, 'HardenedFunctionInteg');

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(
    "exports.handler = async (event) => { if (event.poisoned) throw new Error('poisoned order'); return 'placed'; };",
  ),
  retryAttempts: 0,
  maxEventAge: Duration.hours(1),
  alarmActions: AlarmActions.none('an integration test looks at the alarms itself'),
});
// Production keeps them; a test leaves nothing behind.
orders.failureQueue?.applyRemovalPolicy(RemovalPolicy.DESTROY);
orders.logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'HardenedFunction', { testCases: [stack] });

const invoked = integ.assertions.invokeFunction({
  functionName: orders.functionName,
  invocationType: InvocationType.EVENT,
  payload: JSON.stringify({ poisoned: true, id: 'order-1' }),
});

const failed = integ.assertions
  .awsApiCall('SQS', 'receiveMessage', { QueueUrl: orders.failureQueue?.queueUrl, WaitTimeSeconds: 20 })
  .expect(
    ExpectedResult.objectLike({
      Messages: [
        Match.objectLike({
          Body: Match.serializedJson(
            Match.objectLike({
              requestPayload: { poisoned: true, id: 'order-1' },
              responsePayload: Match.objectLike({ errorMessage: 'poisoned order' }),
            }),
          ),
        }),
      ],
    }),
  )
  .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(10) });

const alarms = integ.assertions
  .awsApiCall('CloudWatch', 'describeAlarms', { AlarmNames: Object.values(orders.alarms).map(({ alarmName }) => alarmName) })
  .expect(
    ExpectedResult.objectLike({
      MetricAlarms: Match.arrayWith([
        Match.objectLike({ MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 0 }),
        Match.objectLike({ MetricName: 'Errors', Threshold: 0, Period: 300, TreatMissingData: 'notBreaching' }),
        Match.objectLike({ MetricName: 'Throttles', Threshold: 0, EvaluationPeriods: 3 }),
      ]),
    }),
  );

invoked.next(failed).next(alarms);
