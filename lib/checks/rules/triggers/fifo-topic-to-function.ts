import { TRIGGERS } from '../../../template-model/events/invocation';
import { partsOf, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, mapping, queue, ref, resource } from '../examples/parts';
import { subscription } from '../examples/triggers';

const fifo = resource('AWS::SNS::Topic', { FifoTopic: true });
const subscribed = resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'lambda', Endpoint: arn('Orders') });

/** @internal */
export const FIFO_TOPIC_TO_FUNCTION: Rule = {
  id: 'FifoTopicToFunction',
  severity: CheckSeverity.ERROR,
  problem: 'A function is subscribed to a FIFO topic.',
  impact: 'FIFO topics deliver to SQS queues only, so SNS refuses the subscription and the deployment fails.',
  fix: "Set 'Protocol' of the subscription to sqs and 'Endpoint' to an SQS queue that the function reads.",
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html',
  *find(model): Iterable<Violation> {
    for (const { by, resource, property, source, invoked } of model.invocations) {
      if (by !== TRIGGERS.SNS || !(source ? source.flag('FifoTopic') : isFifo(resource))) continue;
      yield {
        resource,
        property,
        message: `'${property}' must be an SQS queue for a FIFO topic, got the function ${invoked.fn.name}`,
        fn: invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: {
      Orders: fn(),
      Topic: fifo,
      Queue: queue({ FifoQueue: true }),
      Mapping: mapping('Queue', 'Orders'),
      Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: arn('Queue') }),
    },
    bad: [
      { Orders: fn(), Topic: fifo, Subscription: subscribed },
      { Orders: fn(), Subscription: subscription(arn('Orders'), { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:orders.fifo' }) },
    ],
    good: [
      { Orders: fn(), Topic: resource('AWS::SNS::Topic'), Subscription: subscribed },
      { Orders: fn(), Topic: resource('AWS::SNS::Topic', { FifoTopic: ref('IsFifo') }), Subscription: subscribed },
    ],
  }),
};

/** The name of a FIFO topic, and of no other, ends so. */
const isFifo = (subscription: Resource): boolean => /\.fifo$/.test(String(partsOf(subscription.get('TopicArn'))?.slice(-1)));
