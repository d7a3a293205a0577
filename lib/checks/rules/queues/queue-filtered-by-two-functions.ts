import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, mapping, queue, ref, resource } from '../examples/parts';

const only = (type: string) => ({ FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { type: [type] } }) }] } });
const subscribed = (id: string, type: string) =>
  resource('AWS::SNS::Subscription', {
    TopicArn: ref('Topic'),
    Protocol: 'sqs',
    Endpoint: arn(id),
    RawMessageDelivery: true,
    FilterPolicyScope: 'MessageBody',
    FilterPolicy: { type: [type] },
  });

/** @internal */
export const QUEUE_FILTERED_BY_TWO_FUNCTIONS: Rule = {
  id: 'QueueFilteredByTwoFunctions',
  severity: CheckSeverity.ERROR,
  problem: 'Two functions read one queue, and at least one of them with a filter.',
  impact: "Lambda deletes messages that the reading mapping's filter does not match, so the other function never receives them.",
  fix: "Use a dedicated queue for each function, with a subscription of each queue to one SNS topic and its 'FilterPolicy'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html',
  *find(model): Iterable<Violation> {
    for (const { resource, readers } of model.sourceQueues) {
      const reading = readers.filter((reader) => reader.isEnabled === true && reader.resource.condition === undefined && reader.invoked);
      const filtered = reading.find((reader) => reader.resource.has('FilterCriteria') === true);
      const other = reading.find((reader) => reader.invoked?.fn !== filtered?.invoked?.fn);
      if (!filtered?.invoked || !other?.invoked) continue;
      yield {
        resource: filtered.resource,
        property: 'FilterCriteria',
        message: `'FilterCriteria' must not be set on a queue that several functions read, got ${resource.label}, which ${other.invoked.fn.name} reads too`,
        fn: other.invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: {
      Orders: fn(),
      Refunds: fn(),
      Topic: resource('AWS::SNS::Topic'),
      OrderQueue: queue(),
      RefundQueue: queue(),
      OrderEvents: subscribed('OrderQueue', 'order'),
      RefundEvents: subscribed('RefundQueue', 'refund'),
      One: mapping('OrderQueue', 'Orders'),
      Two: mapping('RefundQueue', 'Refunds'),
    },
    bad: [
      {
        Orders: fn(),
        Refunds: fn(),
        Queue: queue(),
        One: mapping('Queue', 'Orders', only('order')),
        Two: mapping('Queue', 'Refunds', only('refund')),
      },
      { Orders: fn(), Refunds: fn(), Queue: queue(), One: mapping('Queue', 'Orders', only('order')), Two: mapping('Queue', 'Refunds') },
    ],
    good: [
      { Orders: fn(), Refunds: fn(), Queue: queue(), One: mapping('Queue', 'Orders'), Two: mapping('Queue', 'Refunds') },
      {
        Orders: fn(),
        Refunds: fn(),
        Queue: queue(),
        One: mapping('Queue', 'Orders', only('order')),
        Two: mapping('Queue', 'Refunds', { ...only('refund'), Enabled: false }),
      },
      { Orders: fn(), Queue: queue(), One: mapping('Queue', 'Orders', only('order')) },
    ],
  }),
};
