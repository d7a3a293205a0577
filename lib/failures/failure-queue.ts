import { RemovalPolicy } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledgements';
import { DEFAULTS } from '../core/defaults';

const LAST_STOP = 'This queue is itself where failed events end: nothing consumes it, so nothing is redriven from it.';

/**
 * A queue of the function's own for events that failed for good.
 *
 * @internal
 */
export function failureQueue(scope: Construct, id: string): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: DEFAULTS.failureRetention,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  acknowledge(queue, { 'AwsSolutions-SQS3': LAST_STOP, 'Serverless-SQSRedrivePolicy': LAST_STOP });
  return queue;
}
