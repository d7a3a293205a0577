import { Duration, Validations } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Sends each new image of a bucket to a queue. Only this bucket's: what is written to another one starts nothing. */
export class Uploads extends Construct {
  constructor(scope: Construct, id: string, bucket: s3.IBucket, queue: sqs.IQueue) {
    super(scope, id);
    new events.Rule(this, 'Uploaded', {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [bucket.bucketName] },
          object: { key: ['.jpg', '.jpeg', '.png', '.webp'].map((suffix) => ({ suffix })) },
        },
      },
      targets: [new targets.SqsQueue(queue, { deadLetterQueue: this.undeliveredQueue() })],
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
