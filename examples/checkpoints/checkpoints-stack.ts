import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { AlarmActions, HardenedNodejsFunction, Idempotency } from 'cdk-hardened-lambda';
import type { Construct } from 'constructs';

export interface CheckpointsStackProps extends StackProps {
  /** The address that alarms notify. It receives one e-mail, to confirm. */
  readonly alarmEmail: string;
}

/** Fulfils an order in steps. Lambda runs the function again after a failure, and steps that are done are not done again. */
export class CheckpointsStack extends Stack {
  constructor(scope: Construct, id: string, props: CheckpointsStackProps) {
    super(scope, id, props);
    const shipments = new dynamodb.Table(this, 'Shipments', {
      partitionKey: { name: 'orderId', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const fulfil = new HardenedNodejsFunction(this, 'Fulfil', {
      entry: join(__dirname, 'handler', 'fulfil.ts'),
      environment: { SHIPMENTS_TABLE_NAME: shipments.tableName },
      alarmActions: AlarmActions.email(props.alarmEmail),
      timeout: Duration.minutes(1),
      // The checkpoints outlive the retries of Lambda by far, so that an event can be sent again from the failure queue.
      idempotency: Idempotency.table({ expiresAfter: Duration.days(15) }),
    });
    shipments.grant(fulfil, 'dynamodb:UpdateItem');
  }
}
