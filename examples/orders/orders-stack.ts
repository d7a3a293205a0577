import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AlarmActions, HardenedNodejsFunction, Powertools } from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';
import { OrderEvents } from './order-events';
import { OrdersTable } from './orders-table';

export interface OrdersStackProps extends StackProps {
  /** Who hears of the alarms. The address gets one mail, to confirm. */
  readonly alarmEmail: string;
  /** The page that the person on call opens. */
  readonly runbookUrl: string;
}

/** Keeps every order that the shop announces on its event bus. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, props: OrdersStackProps) {
    super(scope, id, props);
    const table = new OrdersTable(this, 'Table');

    const orders = new HardenedNodejsFunction(this, 'Orders', {
      entry: join(__dirname, 'handler', 'orders.ts'),
      environment: { TABLE_NAME: table.tableName },
      powertools: Powertools.asDependency({ serviceName: 'orders', metricsNamespace: 'Shop' }),
      retryAttempts: 1,
      maxEventAge: Duration.hours(1),
      alarmActions: AlarmActions.email(props.alarmEmail),
      runbookUrl: props.runbookUrl,
    });
    table.grant(orders, 'dynamodb:PutItem');

    new OrderEvents(this, 'Events', orders);
  }
}
