import { ExpectedResult, IntegTest, InvocationType, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Aspects, CfnResource, Duration, type IAspect, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, HardenedFunctionDefaults, Hardening } from 'cdk-hardened-lambda';
import type { IConstruct } from 'constructs';

/*
 * A function of the CDK is hardened as it is: an asynchronous event that failed after all retries is found in the failure queue
 * of the stack, and the function writes to the log group that was made for it.
 */

const app = new App();
const stack = new Stack(app, 'AdoptionInteg');
HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.none('an integration test looks at the queue itself') });

const orders = new lambda.Function(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline("exports.handler = async () => { throw new Error('poisoned order'); };"),
  retryAttempts: 0,
});
Hardening.of(app).apply();

const WITH_DATA = ['AWS::Logs::LogGroup', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'];

/** Production keeps logs and failed events; a test leaves nothing behind. */
class LeaveNothing implements IAspect {
  public visit(node: IConstruct): void {
    if (CfnResource.isCfnResource(node) && WITH_DATA.includes(node.cfnResourceType)) node.applyRemovalPolicy(RemovalPolicy.DESTROY);
  }
}
Aspects.of(stack).add(new LeaveNothing());

const queue = stack.node.findAll().find((node) => node instanceof sqs.Queue) as sqs.Queue;
const integ = new IntegTest(app, 'Adoption', { testCases: [stack] });

integ.assertions
  .invokeFunction({ functionName: orders.functionName, invocationType: InvocationType.EVENT, payload: JSON.stringify({ order: 1 }) })
  .next(
    integ.assertions
      .awsApiCall('SQS', 'receiveMessage', { QueueUrl: queue.queueUrl, WaitTimeSeconds: 20 })
      .expect(ExpectedResult.objectLike({ Messages: [{ Body: Match.stringLikeRegexp('poisoned order') }] }))
      .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(10) }),
  );
