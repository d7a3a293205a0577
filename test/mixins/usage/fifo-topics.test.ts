import { App, Duration, type Stack } from 'aws-cdk-lib';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type HardenedFunction, HardenedSqsEventSource } from '../../../lib';
import { orders, stackOf } from '../../harness';

const fifo = (s: Stack) => new sns.Topic(s, 'Topic', { fifo: true });

const synthesized = (make: (s: Stack, fn: HardenedFunction) => void) => () => {
  const app = new App();
  const s = stackOf(app);
  make(s, orders(s));
  app.synth();
};

test.each<[string, (s: Stack, fn: HardenedFunction) => void]>([
  ['a subscription', (s, fn) => fifo(s).addSubscription(new subscriptions.LambdaSubscription(fn))],
  ['an event source', (s, fn) => fn.addEventSource(new sources.SnsEventSource(fifo(s)))],
  ['the subscription of an alias', (s, fn) => fifo(s).addSubscription(new subscriptions.LambdaSubscription(fn.addAlias('live')))],
  [
    'a topic that is imported',
    (s, fn) =>
      sns.Topic.fromTopicArn(s, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:orders.fifo').addSubscription(
        new subscriptions.LambdaSubscription(fn),
      ),
  ],
  [
    'a subscription of CloudFormation',
    (s, fn) => new sns.CfnSubscription(s, 'Own', { protocol: 'lambda', topicArn: fifo(s).topicArn, endpoint: fn.functionArn }),
  ],
])('a FIFO topic is refused by %s', (_, make) => {
  expect(synthesized(make)).toThrow(/\[Shop\/Orders\] the function must not be subscribed to a FIFO topic, got .*; subscribe a queue/);
});

test.each<[string, (s: Stack, fn: HardenedFunction) => void]>([
  ['a standard topic', (s, fn) => new sns.Topic(s, 'Topic').addSubscription(new subscriptions.LambdaSubscription(fn))],
  [
    'a queue of a FIFO topic',
    (s, fn) => {
      const deadLetterQueue = { queue: new sqs.Queue(s, 'Failed', { fifo: true, retentionPeriod: Duration.days(14) }), maxReceiveCount: 5 };
      const queue = new sqs.Queue(s, 'Queue', { fifo: true, visibilityTimeout: Duration.minutes(3), deadLetterQueue });
      fifo(s).addSubscription(new subscriptions.SqsSubscription(queue));
      fn.addEventSource(new HardenedSqsEventSource(queue));
    },
  ],
])('%s is taken', (_, make) => {
  expect(synthesized(make)).not.toThrow();
});
