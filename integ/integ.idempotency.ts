import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, HardenedSqsEventSource, Idempotency } from 'cdk-hardened-lambda';

/*
 * Two functions share the table of the stack, with one expiry each; a third one needs none. The code makes the call that
 * Powertools begins with, and tells whether the event is new.
 */

const app = new App();
const stack = new Stack(app, 'IdempotencyInteg');

const common = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(
    "const { DynamoDB } = require('@aws-sdk/client-dynamodb');" +
      'exports.handler = async ({ id }) => {' +
      ' const expiration = { N: String(Math.floor(Date.now() / 1000) + Number(process.env.IDEMPOTENCY_EXPIRES_AFTER_SECONDS)) };' +
      ' const Item = { id: { S: `${process.env.AWS_LAMBDA_FUNCTION_NAME}#${id}` }, expiration };' +
      " const put = { TableName: process.env.IDEMPOTENCY_TABLE_NAME, Item, ConditionExpression: 'attribute_not_exists(id)' };" +
      " return new DynamoDB().putItem(put).then(() => 'new', ({ name }) => name); };",
  ),
  alarmActions: AlarmActions.none('an integration test looks at the alarms itself'),
};

const orders = new HardenedFunction(stack, 'Orders', { ...common, idempotency: Idempotency.table() });
const queued = new HardenedFunction(stack, 'Queued', {
  ...common,
  idempotency: Idempotency.table({ expiresAfter: Duration.days(2) }),
  events: [HardenedSqsEventSource.withNewQueue()],
});
const reads = new HardenedFunction(stack, 'Reads', { ...common, idempotency: Idempotency.none('it only reads') });

// Production keeps them; a test leaves nothing behind.
const table = orders.idempotencyTable as dynamodb.Table;
table.applyRemovalPolicy(RemovalPolicy.DESTROY);
(table.node.defaultChild as dynamodb.CfnTable).deletionProtectionEnabled = false;
orders.failureQueue?.applyRemovalPolicy(RemovalPolicy.DESTROY);
for (const { logGroup } of [orders, queued, reads]) logGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'Idempotency', { testCases: [stack] });

const invoke = (payload: string) => integ.assertions.invokeFunction({ functionName: orders.functionName, payload });
const first = invoke('{"id":"e-1"}').expect(ExpectedResult.objectLike({ Payload: '"new"' }));
first.next(invoke('{"id":"e-1"}').expect(ExpectedResult.objectLike({ Payload: '"ConditionalCheckFailedException"' })));

integ.assertions
  .awsApiCall('DynamoDB', 'describeTimeToLive', { TableName: table.tableName })
  .expect(ExpectedResult.objectLike({ TimeToLiveDescription: Match.objectLike({ AttributeName: 'expiration' }) }));
