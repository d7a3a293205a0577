import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
import { Duration, RemovalPolicies, type Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { HardenedNodejsFunction } from 'cdk-hardened-lambda';
import { endlessAisleApp } from '../examples/endless-aisle/app';

/*
 * examples/endless-aisle as a whole: a store looks a product up and orders it, a partner answers, and the order has the status.
 */

const app = endlessAisleApp();
const stack = app.node.findChild('EndlessAisle') as Stack;
const find = <T>(id: string): T => stack.node.findChild(id) as T;

// Production keeps them; a test leaves nothing behind.
RemovalPolicies.of(stack).destroy();
for (const node of stack.node.findAll()) if (node instanceof dynamodb.CfnTable) node.deletionProtectionEnabled = false;

const integ = new IntegTest(app, 'Scenario', { testCases: [stack] });
const products = find<dynamodb.Table>('Products');
const orders = find<dynamodb.Table>('Orders');
const invoke = (fn: lambda.IFunction, payload: object, answer: object | null) =>
  integ.assertions
    .invokeFunction({ functionName: fn.functionName, payload: JSON.stringify(payload) })
    .expect(ExpectedResult.objectLike({ Payload: answer === null ? 'null' : Match.serializedJson(answer) }));

const product = { sku: 'tea', name: 'Tea', price: 450, partner: 'NorthWarehouse', stock: 7 };
const order = { orderId: 'A-1', storeId: 'S-9', sku: 'tea', quantity: 2 };

const stored = integ.assertions.awsApiCall('DynamoDB', 'putItem', {
  TableName: products.tableName,
  Item: {
    sku: { S: product.sku },
    name: { S: product.name },
    price: { N: String(product.price) },
    partner: { S: product.partner },
    stock: { N: String(product.stock) },
  },
});
const answered = integ.assertions
  .awsApiCall('DynamoDB', 'getItem', { TableName: orders.tableName, Key: { orderId: { S: order.orderId } } })
  .expect(ExpectedResult.objectLike({ Item: Match.objectLike({ status: { S: 'ACCEPTED' } }) }))
  .waitForAssertions({ totalTimeout: Duration.minutes(2), interval: Duration.seconds(10) });

const placed = { orderId: order.orderId, partner: product.partner, total: 900 };
const detail = { answerId: 'N-1', orderId: order.orderId, status: 'ACCEPTED' };
const answer = { id: 'e-1', source: product.partner, 'detail-type': 'OrderAnswered', detail };
stored
  .next(invoke(find<HardenedNodejsFunction>('Catalogue'), { sku: 'coffee' }, null))
  .next(invoke(find<HardenedNodejsFunction>('PlaceOrder'), order, placed))
  .next(invoke(find<HardenedNodejsFunction>('PartnerAnswer'), answer, null))
  .next(answered);
