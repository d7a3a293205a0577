import { join } from 'node:path';
import { Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, DurableStart, HardenedFunctionDefaults, HardenedNodejsFunction } from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';
import { Carrier } from './carrier';
import { FulfilmentTable } from './fulfilment-table';

export interface FulfilmentStackProps extends StackProps {
  /** The address that alarms notify. It receives one e-mail, to confirm. */
  readonly alarmEmail: string;
  /** The page for the person on call. */
  readonly runbookUrl: string;
}

/** Fulfils each order of the shop once, by an execution that takes up to three days. */
export class FulfilmentStack extends Stack {
  constructor(scope: Construct, id: string, props: FulfilmentStackProps) {
    super(scope, id, props);
    HardenedFunctionDefaults.of(this).set({ alarmActions: AlarmActions.email(props.alarmEmail), runbookUrl: props.runbookUrl });
    const table = new FulfilmentTable(this, 'Table');
    const carrier = new Carrier(this, 'Carrier');

    const fulfilment = new HardenedNodejsFunction(this, 'Fulfilment', {
      entry: join(__dirname, 'handler', 'fulfil-order.ts'),
      durableConfig: { executionTimeout: Duration.days(3), retentionPeriod: Duration.days(30) },
      environment: { TABLE_NAME: table.tableName, CARRIER_QUEUE_URL: carrier.requests.queueUrl },
    });
    table.grant(fulfilment, 'dynamodb:PutItem');
    carrier.requests.grantSendMessages(fulfilment);
    fulfilment.grantCallback(carrier.answers);

    const start = new DurableStart(this, 'Start', { durableFunction: fulfilment, nameField: 'detail.orderId' });
    new events.Rule(this, 'OrderPlaced', {
      eventBus: new events.EventBus(this, 'Bus'),
      eventPattern: { detailType: ['OrderPlaced'] },
      targets: [new targets.LambdaFunction(start.startFunction, { deadLetterQueue: this.undeliveredQueue() })],
    });
  }

  /** Events that EventBridge could not deliver. */
  private undeliveredQueue(): sqs.Queue {
    const queue = new sqs.Queue(this, 'UndeliveredQueue', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const reason = 'This queue is itself a dead-letter queue.';
    Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason }, { id: 'Serverless-SQSRedrivePolicy', reason });
    return queue;
  }
}
