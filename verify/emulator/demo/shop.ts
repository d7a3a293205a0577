import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Clients } from '../clients';
import type { Deployed } from '../deployed';
import { send } from '../queues';

/** examples/orders, deployed: what is sent to it, and what can be seen of it. */
export class Shop {
  public readonly failureQueue;
  public readonly partnerQueue;
  public readonly redriveQueue;
  public readonly errorsAlarm;
  public readonly alarmTopic;
  public readonly orders;

  constructor(
    private readonly clients: Clients,
    private readonly deployed: Deployed,
  ) {
    this.orders = deployed.nameOf('Lambda::Function', 'Orders');
    this.failureQueue = deployed.nameOf('SQS::Queue', 'HardenedFunctionFailureQueue');
    this.partnerQueue = deployed.nameOf('SQS::Queue', 'PartnerOrdersQueue');
    this.redriveQueue = deployed.nameOf('SQS::Queue', 'PartnerOrdersQueueRedrive');
    this.errorsAlarm = deployed.nameOf('CloudWatch::Alarm', 'PartnerOrdersAlarmsErrors');
    this.alarmTopic = deployed.nameOf('SNS::Topic', 'HardenedFunctionAlarms');
  }

  public async announce(order: object): Promise<void> {
    const bus = this.deployed.nameOf('Events::EventBus', 'EventsBus');
    const entry = { EventBusName: bus, Source: 'shop', DetailType: 'OrderPlaced', Detail: JSON.stringify(order) };
    await this.clients.eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
  }

  /** Hands the order over as EventBridge does; to the function, since the emulator captures no event of an alias. */
  public async invoke(event: object): Promise<void> {
    const request = { FunctionName: this.orders, InvocationType: 'Event', Payload: JSON.stringify(event) } as const;
    await this.clients.lambda.send(new InvokeCommand(request));
  }

  /** Waits for the answer of the function that reads the queue: the error, if it failed. */
  public async invokePartnerOrders(event: object): Promise<string | undefined> {
    const FunctionName = this.deployed.nameOf('Lambda::Function', 'PartnerOrders');
    const { FunctionError } = await this.clients.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    return FunctionError;
  }

  /** A partner's message. */
  public async receive(message: object): Promise<void> {
    await send(this.clients, this.partnerQueue, message);
  }

  /** The numbers of the orders in the table, sorted. */
  public async keptIn(table: 'Table' | 'CustomerOrders'): Promise<string[]> {
    const TableName = this.deployed.nameOf('DynamoDB::Table', table);
    const { Items = [] } = await this.clients.dynamoDb.send(new ScanCommand({ TableName }));
    return Items.map(({ orderId }) => String(orderId.S)).sort();
  }

  /** How often the function has logged that it refused an order. */
  public async refusals(): Promise<number> {
    const logGroupName = this.deployed.nameOf('Logs::LogGroup', 'OrdersLogGroup');
    const { events = [] } = await this.clients.logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events.filter(({ message }) => message?.startsWith('InvalidOrder: ')).length;
  }
}
