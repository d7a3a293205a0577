import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, type CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, DynamoFilter, HardenedDynamoEventSource, HardenedFunction } from 'cdk-hardened-lambda';

/*
 * A new item that matches the filter reaches the function, which writes it into another table; one that does not match
 * is skipped.
 */

const app = new App();
const stack = new Stack(app, 'DynamoEventSourceInteg');

const tableProps = { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, removalPolicy: RemovalPolicy.DESTROY };
const table = new dynamodb.Table(stack, 'Table', { ...tableProps, stream: dynamodb.StreamViewType.NEW_IMAGE });
const seen = new dynamodb.Table(stack, 'Seen', tableProps);

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(
    [
      "const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');",
      'exports.handler = async ({ Records }) => {',
      '  for (const { dynamodb } of Records) {',
      '    await new DynamoDBClient().send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item: dynamodb.Keys }));',
      '  }',
      '  return { batchItemFailures: [] };',
      '};',
    ].join('\n'),
  ),
  environment: { TABLE_NAME: seen.tableName },
  alarmActions: AlarmActions.none('an integration test looks at the tables itself'),
  events: [
    new HardenedDynamoEventSource(table, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      filters: [DynamoFilter.eventName('INSERT').alsoMatching(DynamoFilter.newImage({ status: ['paid'] }))],
    }),
  ],
});
seen.grant(orders, 'dynamodb:PutItem');
// Production keeps them; a test leaves nothing behind.
for (const { node } of orders.node.findAll()) {
  if (node.id === 'FailureQueue') (node.defaultChild as CfnResource).applyRemovalPolicy(RemovalPolicy.DESTROY);
}
orders.logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'DynamoEventSource', { testCases: [stack] });
const put = (id: string, status: string) =>
  integ.assertions.awsApiCall('DynamoDB', 'putItem', { TableName: table.tableName, Item: { id: { S: id }, status: { S: status } } });

const found = integ.assertions
  .awsApiCall('DynamoDB', 'scan', { TableName: seen.tableName })
  .expect(ExpectedResult.objectLike({ Count: 1, Items: [Match.objectLike({ id: { S: 'order-2' } })] }))
  .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(10) });

put('order-1', 'open').next(put('order-2', 'paid')).next(found);
