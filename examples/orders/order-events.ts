import { Duration, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Invokes the function for every order that the shop publishes on its event bus. */
export class OrderEvents extends Construct {
  constructor(scope: Construct, id: string, handler: lambda.IFunction) {
    super(scope, id);
    new events.Rule(this, 'OrderPlaced', {
      eventBus: new events.EventBus(this, 'Bus'),
      eventPattern: { detailType: ['OrderPlaced'] },
      targets: [new targets.LambdaFunction(handler, { deadLetterQueue: this.undeliveredQueue() })],
    });
  }

  /** Events that EventBridge could not deliver. Not in the function's failure queue, since these messages have another format. */
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
