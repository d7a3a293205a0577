import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, HardenedFunction, HardenedSqsEventSource, SqsFilter } from 'cdk-hardened-lambda';

/*
 * Of a batch, only the message that failed is retried and then moved to the redrive queue; what does not match the filter
 * is deleted and never moved there.
 */

const app = new App();
const stack = new Stack(app, 'SqsEventSourceInteg');

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(
    'exports.handler = async ({ Records }) => ({ batchItemFailures: Records.filter(({ body }) => JSON.parse(body).poisoned).map(({ messageId }) => ({ itemIdentifier: messageId })) });',
  ),
  timeout: Duration.seconds(1),
  alarmActions: AlarmActions.none('an integration test looks at the queues itself'),
});
const source = HardenedSqsEventSource.withNewQueue({
  filters: [SqsFilter.body({ type: ['order'] })],
  maxConcurrency: 2,
  maxReceiveCount: 2,
});
orders.addEventSource(source);
// Production keeps them; a test leaves nothing behind.
for (const kept of [orders.failureQueue, source.queue, source.deadLetterQueue]) kept?.applyRemovalPolicy(RemovalPolicy.DESTROY);
orders.logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'SqsEventSource', { testCases: [stack] });
const send = (MessageBody: object) =>
  integ.assertions.awsApiCall('SQS', 'sendMessage', { QueueUrl: source.queue.queueUrl, MessageBody: JSON.stringify(MessageBody) });

const failed = integ.assertions
  .awsApiCall('SQS', 'receiveMessage', { QueueUrl: (source.deadLetterQueue as sqs.IQueue).queueUrl, WaitTimeSeconds: 20 })
  .expect(ExpectedResult.objectLike({ Messages: [Match.objectLike({ Body: Match.serializedJson(Match.objectLike({ id: 'order-2' })) })] }))
  .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(10) });

const empty = integ.assertions
  .awsApiCall('SQS', 'getQueueAttributes', { QueueUrl: source.queue.queueUrl, AttributeNames: ['All'] })
  .expect(
    ExpectedResult.objectLike({
      Attributes: Match.objectLike({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' }),
    }),
  )
  .waitForAssertions({ totalTimeout: Duration.minutes(2), interval: Duration.seconds(10) });

send({ type: 'order', id: 'order-1' })
  .next(send({ type: 'order', id: 'order-2', poisoned: true }))
  .next(send({ type: 'refund', id: 'refund-1', poisoned: true }))
  .next(failed)
  .next(empty);
