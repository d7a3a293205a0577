import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AlarmActions, HardenedFunction, HardenedSqsEventSource, SqsFilter } from '../../../lib';

export class QueueWorker extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new HardenedFunction(this, 'Orders', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => ({ batchItemFailures: [] });'),
      alarmActions: AlarmActions.email('ops@example.com'),
    });
    orders.addEventSource(HardenedSqsEventSource.withNewQueue({ filters: [SqsFilter.body({ type: ['order'] })] }));
  }
}
