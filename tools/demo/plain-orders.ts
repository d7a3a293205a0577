import { join } from 'node:path';
import { App, type AppProps, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Construct } from 'constructs';
import { OrderEvents } from '../../examples/orders/order-events';
import { OrdersTable } from '../../examples/orders/orders-table';

/** What examples/orders is without the library: the same code, table and rule, and CDK's own function. */
class PlainOrdersStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const table = new OrdersTable(this, 'Table');

    const orders = new NodejsFunction(this, 'Orders', {
      runtime: lambda.Runtime.NODEJS_24_X,
      entry: join(__dirname, '../../examples/orders/handler/orders.ts'),
      environment: { TABLE_NAME: table.tableName },
    });
    table.grant(orders, 'dynamodb:PutItem');

    new OrderEvents(this, 'Events', orders);
  }
}

export function plainOrdersApp(props?: AppProps): App {
  const app = new App(props);
  new PlainOrdersStack(app, 'Shop');
  return app;
}
