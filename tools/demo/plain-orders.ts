import { join } from 'node:path';
import { App, type AppProps, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { CustomerOrdersTable } from '../../examples/orders/customer-orders-table';
import { OrderEvents } from '../../examples/orders/order-events';
import { OrdersTable } from '../../examples/orders/orders-table';

/** examples/orders without the library: the same code, tables, rule and filters with the CDK's own classes. */
class PlainOrdersStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const table = new OrdersTable(this, 'Table');
    const customerOrders = new CustomerOrdersTable(this, 'CustomerOrders');

    const orders = plainFunction(this, 'Orders', 'orders', { TABLE_NAME: table.tableName });
    table.grant(orders, 'dynamodb:PutItem');
    new OrderEvents(this, 'Events', orders);

    const partnerOrders = plainFunction(this, 'PartnerOrders', 'order-queue', { TABLE_NAME: table.tableName });
    table.grant(partnerOrders, 'dynamodb:PutItem');
    const filters = [lambda.FilterCriteria.filter({ body: { kind: ['order'] } })];
    partnerOrders.addEventSource(new SqsEventSource(new sqs.Queue(this, 'PartnerQueue'), { filters, maxConcurrency: 10 }));

    const customerIndex = plainFunction(this, 'CustomerIndex', 'order-stream', {
      CUSTOMER_ORDERS_TABLE_NAME: customerOrders.tableName,
    });
    customerOrders.grant(customerIndex, 'dynamodb:PutItem');
    customerIndex.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        filters: [lambda.FilterCriteria.filter({ eventName: ['INSERT'] })],
      }),
    );
  }
}

function plainFunction(scope: Construct, id: string, handler: string, environment: Record<string, string>): lambda.Function {
  return new NodejsFunction(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    entry: join(__dirname, `../../examples/orders/handler/${handler}.ts`),
    environment,
  });
}

export function plainOrdersApp(props?: AppProps): App {
  const app = new App(props);
  new PlainOrdersStack(app, 'Shop');
  return app;
}
