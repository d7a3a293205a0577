import { Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AlarmActions, DynamoFilter, HardenedDynamoEventSource, HardenedFunction } from '../../../lib';

export class StreamReader extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new dynamodb.Table(this, 'Orders', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    const plan = backup.BackupPlan.daily35DayRetention(this, 'Backup');
    const role = iam.Role.fromRoleName(this, 'BackupRole', 'service-role/AWSBackupDefaultServiceRole');
    plan.addSelection('Orders', { resources: [backup.BackupResource.fromDynamoDbTable(orders)], role, disableDefaultBackupPolicy: true });
    const invoices = new HardenedFunction(this, 'Invoices', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => ({ batchItemFailures: [] });'),
      alarmActions: AlarmActions.email('ops@example.com'),
    });
    const filters = [DynamoFilter.newImage({ status: ['paid'] })];
    invoices.addEventSource(new HardenedDynamoEventSource(orders, { startingPosition: lambda.StartingPosition.TRIM_HORIZON, filters }));
  }
}
