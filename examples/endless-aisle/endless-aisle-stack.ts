import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as hardened from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';
import { EncryptedTopic } from './encrypted-topic';
import { OrdersTable } from './orders-table';
import { Partner } from './partner';
import { PartnerAnswers } from './partner-answers';
import { ProductsTable } from './products-table';

export interface EndlessAisleStackProps extends StackProps {
  /** The addresses at which partners take orders, by the names of the partners. */
  readonly partners: Readonly<Record<string, string>>;
  /** The address that alarms notify. It receives one e-mail, to confirm. */
  readonly alarmEmail: string;
  /** The page for the person on call. */
  readonly runbookUrl: string;
}

/** A store sells what is not on its shelf: partners deliver it. */
export class EndlessAisleStack extends Stack {
  constructor(scope: Construct, id: string, props: EndlessAisleStackProps) {
    super(scope, id, props);
    const alarmActions = hardened.AlarmActions.email(props.alarmEmail);
    hardened.HardenedFunctionDefaults.of(this).set({ alarmActions, runbookUrl: props.runbookUrl });
    const release = hardened.Release.canary({ percent: 10, interval: Duration.minutes(5) });
    const idempotency = hardened.Idempotency.table();
    const products = new ProductsTable(this, 'Products');
    const orders = new OrdersTable(this, 'Orders');
    const published = new EncryptedTopic(this, 'PublishedOrders');
    const notices = new EncryptedTopic(this, 'Notices');
    const stock = new kinesis.Stream(this, 'Stock', { encryption: kinesis.StreamEncryption.MANAGED });
    const PRODUCTS_TABLE_NAME = products.tableName;
    const ORDERS_TABLE_NAME = orders.tableName;

    const catalogue = this.fn('Catalogue', { environment: { PRODUCTS_TABLE_NAME }, release });
    products.grant(catalogue, 'dynamodb:GetItem');

    const environment = { PRODUCTS_TABLE_NAME, ORDERS_TABLE_NAME, TOPIC_ARN: published.topicArn };
    const placeOrder = this.fn('PlaceOrder', { environment, idempotency, release });
    products.grant(placeOrder, 'dynamodb:GetItem');
    orders.grant(placeOrder, 'dynamodb:PutItem');
    published.grantPublish(placeOrder);
    for (const [partner, url] of Object.entries(props.partners)) new Partner(this, partner, { orders: published, url });

    const partnerAnswer = this.fn('PartnerAnswer', { environment: { ORDERS_TABLE_NAME }, idempotency, maxEventAge: Duration.hours(1) });
    orders.grant(partnerAnswer, 'dynamodb:UpdateItem');
    new PartnerAnswers(this, 'PartnerAnswers', partnerAnswer);

    const inventory = this.fn('Inventory', { environment: { PRODUCTS_TABLE_NAME } });
    products.grant(inventory, 'dynamodb:UpdateItem');
    const startingPosition = lambda.StartingPosition.TRIM_HORIZON;
    const filters = [hardened.KinesisFilter.data({ kind: ['stock'] })];
    inventory.addEventSource(new hardened.HardenedKinesisEventSource(stock, { startingPosition, filters }));

    const notify = this.fn('Notify', { environment: { TOPIC_ARN: notices.topicArn } });
    notices.grantPublish(notify);
    const changes = [hardened.DynamoFilter.eventName('MODIFY')];
    notify.addEventSource(new hardened.HardenedDynamoEventSource(orders, { startingPosition, filters: changes }));
  }

  /** A function whose handler has its name. */
  private fn(id: string, props: Omit<hardened.HardenedNodejsFunctionProps, 'entry'>): hardened.HardenedNodejsFunction {
    const name = id.replace(/\B[A-Z]/g, '-$&').toLowerCase();
    const powertools = hardened.Powertools.asDependency({ serviceName: name, metricsNamespace: 'EndlessAisle' });
    return new hardened.HardenedNodejsFunction(this, id, { entry: join(__dirname, 'handler', `${name}.ts`), powertools, ...props });
  }
}
