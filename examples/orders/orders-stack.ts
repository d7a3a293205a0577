import { join } from 'node:path';
import { Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AlarmActions,
  DynamoFilter,
  HardenedDynamoEventSource,
  HardenedFunctionDefaults,
  HardenedNodejsFunction,
  HardenedSqsEventSource,
  Idempotency,
  Powertools,
  Release,
  SqsFilter,
} from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';
import { CustomerOrdersTable } from './customer-orders-table';
import { OrderEvents } from './order-events';
import { OrdersTable } from './orders-table';

export interface OrdersStackProps extends StackProps {
  /** The address that alarms notify. It receives one e-mail, to confirm. */
  readonly alarmEmail: string;
  /** The page for the person on call. */
  readonly runbookUrl: string;
}

/** Stores the orders that the shop publishes on its event bus, and those that partners send to a queue. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, props: OrdersStackProps) {
    super(scope, id, props);
    HardenedFunctionDefaults.of(this).set({ alarmActions: AlarmActions.email(props.alarmEmail), runbookUrl: props.runbookUrl });
    const table = new OrdersTable(this, 'Table');
    const customerOrders = new CustomerOrdersTable(this, 'CustomerOrders');

    const orders = new HardenedNodejsFunction(this, 'Orders', {
      entry: handler('orders'),
      environment: { TABLE_NAME: table.tableName },
      powertools: Powertools.asDependency({ serviceName: 'orders', metricsNamespace: 'Shop' }),
      idempotency: Idempotency.table(),
      retryAttempts: 1,
      maxEventAge: Duration.hours(1),
      release: Release.canary({ percent: 10, interval: Duration.minutes(5) }),
    });
    Validations.of(orders).acknowledge({ id: 'HardenedLambda::ReleaseMovesCallers', reason: 'The function is released from the start.' });
    table.grant(orders, 'dynamodb:PutItem');
    new OrderEvents(this, 'Events', orders);

    const partnerOrders = new HardenedNodejsFunction(this, 'PartnerOrders', {
      entry: handler('order-queue'),
      environment: { TABLE_NAME: table.tableName },
      powertools: Powertools.asDependency({ serviceName: 'partner-orders', metricsNamespace: 'Shop' }),
      events: [HardenedSqsEventSource.withNewQueue({ filters: [SqsFilter.body({ kind: ['order'] })], maxConcurrency: 10 })],
    });
    table.grant(partnerOrders, 'dynamodb:PutItem');

    const customerIndex = new HardenedNodejsFunction(this, 'CustomerIndex', {
      entry: handler('order-stream'),
      environment: { CUSTOMER_ORDERS_TABLE_NAME: customerOrders.tableName },
      powertools: Powertools.asDependency({ serviceName: 'customer-index', metricsNamespace: 'Shop' }),
      events: [
        new HardenedDynamoEventSource(table, {
          startingPosition: lambda.StartingPosition.TRIM_HORIZON,
          filters: [DynamoFilter.eventName('INSERT')],
        }),
      ],
    });
    customerOrders.grant(customerIndex, 'dynamodb:PutItem');
  }
}

const handler = (name: string): string => join(__dirname, 'handler', `${name}.ts`);
