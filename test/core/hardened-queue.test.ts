import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type HardenedQueueOptions, hardenedQueue } from '../../lib/core/hardened-queue';
import { only, stackOf } from '../harness';

const NEEDED = { removalPolicy: RemovalPolicy.RETAIN, retentionPeriod: Duration.days(14) };

function made(options: Partial<HardenedQueueOptions> = {}, stack = stackOf()) {
  const queue = hardenedQueue(stack, 'Queue', { ...NEEDED, ...options });
  const template = Template.fromStack(stack);
  const id = stack.getLogicalId(queue.node.defaultChild as sqs.CfnQueue);
  return { id, queue: template.findResources('AWS::SQS::Queue')[id], policy: template.findResources('AWS::SQS::QueuePolicy') };
}

test('a queue is encrypted by SQS, and keeps its messages as long as asked', () => {
  expect(made().queue.Properties).toEqual({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
});

test.each([RemovalPolicy.RETAIN, RemovalPolicy.DESTROY])('%s holds for the queue and for its policy', (removalPolicy) => {
  const expected = removalPolicy === RemovalPolicy.RETAIN ? 'Retain' : 'Delete';
  const { queue, policy } = made({ removalPolicy });
  const [policyOfQueue] = Object.values(policy);
  expect([queue.DeletionPolicy, queue.UpdateReplacePolicy]).toEqual([expected, expected]);
  expect([policyOfQueue.DeletionPolicy, policyOfQueue.UpdateReplacePolicy]).toEqual([expected, expected]);
});

test('requests without TLS are denied', () => {
  const { id, policy } = made();
  expect(Object.values(policy)[0].Properties).toEqual({
    Queues: [{ Ref: id }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'sqs:*',
          Resource: { 'Fn::GetAtt': [id, 'Arn'] },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  });
});

test('a key of the user encrypts it instead', () => {
  const stack = stackOf();
  const encryptionKey = new kms.Key(stack, 'Key');
  const { Properties } = made({ encryptionKey }, stack).queue;
  expect(Properties.KmsMasterKeyId).toEqual(stack.resolve(encryptionKey.keyArn));
  expect(Properties.SqsManagedSseEnabled).toBeUndefined();
});

test('the rest is as asked', () => {
  const stack = stackOf();
  const deadLetterQueue = { queue: new sqs.Queue(stack, 'Failures', { fifo: true }), maxReceiveCount: 3 };
  const options = { queueName: 'orders.fifo', fifo: true, contentBasedDeduplication: true, visibilityTimeout: Duration.seconds(90) };
  expect(made({ ...options, deadLetterQueue }, stack).queue.Properties).toEqual({
    SqsManagedSseEnabled: true,
    MessageRetentionPeriod: 1_209_600,
    QueueName: 'orders.fifo',
    FifoQueue: true,
    ContentBasedDeduplication: true,
    VisibilityTimeout: 90,
    RedrivePolicy: { deadLetterTargetArn: stack.resolve(deadLetterQueue.queue.queueArn), maxReceiveCount: 3 },
  });
  expect(only(Template.fromStack(stack), 'AWS::SQS::QueuePolicy').Queues).toHaveLength(1);
});
