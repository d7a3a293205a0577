import { join } from 'node:path';
import { Duration, Validations } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HardenedNodejsFunction, HardenedSqsEventSource, Powertools } from 'cdk-hardened-lambda';
import { Construct } from 'constructs';

/** The carrier reads requests for shipments from one queue, and sends its answers to another. */
export class Carrier extends Construct {
  public readonly requests: sqs.Queue;
  /** Hands the answers to the executions that wait for them. */
  public readonly answers: HardenedNodejsFunction;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const refused = this.queue('RefusedRequests', Duration.days(14));
    this.requests = this.queue('Requests', Duration.days(4), { queue: refused, maxReceiveCount: 5 });
    const reason = 'This queue is itself a dead-letter queue, whose messages the carrier reads.';
    Validations.of(refused).acknowledge({ id: 'AwsSolutions-SQS3', reason }, { id: 'Serverless-SQSRedrivePolicy', reason });
    this.answers = new HardenedNodejsFunction(this, 'Answers', {
      entry: join(__dirname, 'handler', 'carrier-answer.ts'),
      powertools: Powertools.asDependency({ serviceName: 'carrier-answers', metricsNamespace: 'Fulfilment' }),
      events: [HardenedSqsEventSource.withNewQueue({ maxConcurrency: 5 })],
    });
  }

  private queue(id: string, retentionPeriod: Duration, deadLetterQueue?: sqs.DeadLetterQueue): sqs.Queue {
    return new sqs.Queue(this, id, { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod, deadLetterQueue });
  }
}
