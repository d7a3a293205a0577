import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { UndeliveredQueue } from './undelivered-queue';

/** The event bus on which partners answer, and the function that each answer invokes. */
export class PartnerAnswers extends Construct {
  constructor(scope: Construct, id: string, handler: lambda.IFunction) {
    super(scope, id);
    const deadLetterQueue = new UndeliveredQueue(this, 'UndeliveredQueue');
    new events.Rule(this, 'OrderAnswered', {
      eventBus: new events.EventBus(this, 'Bus'),
      eventPattern: { detailType: ['OrderAnswered'] },
      targets: [new targets.LambdaFunction(handler, { deadLetterQueue })],
    });
  }
}
