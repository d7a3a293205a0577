import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, type CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, HardenedKinesisEventSource, KinesisFilter } from 'cdk-hardened-lambda';

/*
 * A record that always fails is isolated and discarded, and its position in the stream is in the failure queue.
 */

const app = new App();
const stack = new Stack(app, 'KinesisEventSourceInteg');

const stream = new kinesis.Stream(stack, 'Stream', { shardCount: 1, removalPolicy: RemovalPolicy.DESTROY });
const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline("exports.handler = async () => { throw new Error('poisoned record'); };"),
  alarmActions: AlarmActions.none('an integration test looks at the queue itself'),
  events: [
    new HardenedKinesisEventSource(stream, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      filters: [KinesisFilter.data({ type: ['order'] })],
      retryAttempts: 1,
    }),
  ],
});
// Production keeps them; a test leaves nothing behind.
const queues = orders.node.findAll().filter(({ node }) => node.id === 'FailureQueue');
for (const { node } of queues) (node.defaultChild as CfnResource).applyRemovalPolicy(RemovalPolicy.DESTROY);
orders.logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const failedBatches = queues.find(({ node }) => node.path.includes('KinesisEventSource'))?.node.defaultChild as CfnResource;
const integ = new IntegTest(app, 'KinesisEventSource', { testCases: [stack] });

const sent = integ.assertions.awsApiCall('Kinesis', 'putRecord', {
  StreamName: stream.streamName,
  PartitionKey: 'order-1',
  Data: JSON.stringify({ type: 'order', id: 'order-1' }),
});
const found = integ.assertions
  .awsApiCall('SQS', 'receiveMessage', { QueueUrl: failedBatches.ref, WaitTimeSeconds: 20 })
  .expect(
    ExpectedResult.objectLike({
      Messages: [
        Match.objectLike({ Body: Match.serializedJson(Match.objectLike({ KinesisBatchInfo: Match.objectLike({ batchSize: 1 }) })) }),
      ],
    }),
  )
  .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(10) });

sent.next(found);
