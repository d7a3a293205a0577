import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, type CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, HardenedKinesisEventSource, KinesisFilter } from 'cdk-hardened-lambda';

/*
 * A record that matches the filter reaches the function, which writes it into a table; one that does not match is skipped.
 */

const app = new App();
const stack = new Stack(app, 'KinesisFilterInteg');

const stream = new kinesis.Stream(stack, 'Stream', { shardCount: 1, removalPolicy: RemovalPolicy.DESTROY });
const seen = new dynamodb.Table(stack, 'Seen', {
  partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  removalPolicy: RemovalPolicy.DESTROY,
});

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(
    [
      "const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');",
      'exports.handler = async ({ Records }) => {',
      '  for (const { kinesis } of Records) {',
      "    const { id } = JSON.parse(Buffer.from(kinesis.data, 'base64'));",
      '    await new DynamoDBClient().send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: { id: { S: id } } }));',
      '  }',
      '  return { batchItemFailures: [] };',
      '};',
    ].join('\n'),
  ),
  environment: { TABLE_NAME: seen.tableName },
  alarmActions: AlarmActions.none('an integration test looks at the table itself'),
  events: [
    new HardenedKinesisEventSource(stream, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      filters: [KinesisFilter.data({ type: ['order'] })],
    }),
  ],
});
seen.grant(orders, 'dynamodb:PutItem');
// Production keeps them; a test leaves nothing behind.
for (const { node } of orders.node.findAll()) {
  if (node.id === 'FailureQueue') (node.defaultChild as CfnResource).applyRemovalPolicy(RemovalPolicy.DESTROY);
}
orders.logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'KinesisFilter', { testCases: [stack] });
const put = (id: string, type: string) =>
  integ.assertions.awsApiCall('Kinesis', 'putRecord', {
    StreamName: stream.streamName,
    PartitionKey: id,
    Data: JSON.stringify({ type, id }),
  });

const found = integ.assertions
  .awsApiCall('DynamoDB', 'scan', { TableName: seen.tableName })
  .expect(ExpectedResult.objectLike({ Count: 1, Items: [Match.objectLike({ id: { S: 'order-2' } })] }))
  .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(10) });

put('refund-1', 'refund').next(put('order-2', 'order')).next(found);
