import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Clients } from '../clients';
import type { Deployed } from '../deployed';
import { hurry, listenTo, type Received, received } from '../queues';

export interface Product {
  readonly sku: string;
  readonly price: number;
  readonly partner: string;
}

/** examples/endless-aisle, deployed: what is sent to it, and what can be seen of it. */
export class Aisle {
  public readonly failureQueue;

  constructor(
    private readonly clients: Clients,
    private readonly deployed: Deployed,
  ) {
    this.failureQueue = deployed.nameOf('SQS::Queue', 'HardenedFunctionFailureQueue');
  }

  public queueOf(partner: string, suffix: '' | 'Redrive' = ''): string {
    return this.deployed.nameOf('SQS::Queue', `${partner}SendOrdersQueue${suffix}`);
  }

  /** Orders that a partner did not take are delivered again after a second. */
  public async hurry(partner: string): Promise<void> {
    await hurry(this.clients, this.queueOf(partner));
  }

  public async addProduct({ sku, price, partner }: Product): Promise<void> {
    const Item = { sku: { S: sku }, name: { S: sku }, price: { N: String(price) }, partner: { S: partner }, stock: { N: '0' } };
    await this.clients.dynamoDb.send(new PutItemCommand({ TableName: this.table('Products'), Item }));
  }

  public async changePrice(sku: string, price: number): Promise<void> {
    await this.clients.dynamoDb.send(
      new UpdateItemCommand({
        TableName: this.table('Products'),
        Key: { sku: { S: sku } },
        UpdateExpression: 'SET price = :price',
        ExpressionAttributeValues: { ':price': { N: String(price) } },
      }),
    );
  }

  public async stockOf(sku: string): Promise<number> {
    const { Item } = await this.clients.dynamoDb.send(new GetItemCommand({ TableName: this.table('Products'), Key: { sku: { S: sku } } }));
    return Number(Item?.stock.N);
  }

  public async statusOf(orderId: string): Promise<string | undefined> {
    const Key = { orderId: { S: orderId } };
    const { Item } = await this.clients.dynamoDb.send(new GetItemCommand({ TableName: this.table('Orders'), Key }));
    return Item?.status.S;
  }

  /** Invokes what is released. Answers, or the message of the error. */
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what comes
  public async call(id: 'Catalogue' | 'PlaceOrder', event: object): Promise<any> {
    const FunctionName = `${this.deployed.nameOf('Lambda::Function', id)}:live`;
    const { Payload, FunctionError } = await this.clients.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    const answer = JSON.parse(Payload?.transformToString() || 'null');
    return FunctionError ? { error: answer?.errorMessage } : answer;
  }

  public async reportStock(...reports: object[]): Promise<void> {
    const StreamName = this.deployed.nameOf('Kinesis::Stream', 'Stock');
    for (const report of reports) {
      const Data = Buffer.from(JSON.stringify(report));
      await this.clients.kinesis.send(new PutRecordCommand({ StreamName, PartitionKey: 'north', Data }));
    }
  }

  /** As the partner sends it: to the event bus. */
  public async answer(partner: string, detail: object): Promise<void> {
    const bus = this.deployed.nameOf('Events::EventBus', 'PartnerAnswersBus');
    const entry = { EventBusName: bus, Source: partner, DetailType: 'OrderAnswered', Detail: JSON.stringify(detail) };
    await this.clients.eventBridge.send(new PutEventsCommand({ Entries: [entry] }));
  }

  /** Invokes asynchronously; the function, since the emulator captures no failed event of an alias. */
  public async invoke(id: 'PlaceOrder' | 'PartnerAnswer', event: object): Promise<void> {
    const FunctionName = this.deployed.nameOf('Lambda::Function', id);
    await this.clients.lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(event) }));
  }

  /** What subscribers of the notices have received so far. */
  public async listen(): Promise<() => Promise<Received[]>> {
    const queue = await listenTo(this.clients, this.deployed.nameOf('SNS::Topic', 'Notices'));
    const all: Received[] = [];
    return async () => {
      all.push(...(await received(this.clients, queue)));
      return all;
    };
  }

  private table(id: string): string {
    return this.deployed.nameOf('DynamoDB::Table', id);
  }
}
