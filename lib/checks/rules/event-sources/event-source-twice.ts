import type { Mapping } from '../../../template-model/events/mapping';
import { isKnown } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, join, mapping, queue, ref } from '../examples/parts';

const kafka = (...topics: unknown[]): Example => ({
  Orders: fn(),
  ...Object.fromEntries(
    topics.map((topic, index) => [
      `Mapping${index}`,
      mapping('Cluster', 'Orders', {
        EventSourceArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/a1b2',
        StartingPosition: 'TRIM_HORIZON',
        Topics: [topic],
      }),
    ]),
  ),
});

/** @internal */
export const EVENT_SOURCE_TWICE: Rule = {
  id: 'EventSourceTwice',
  severity: CheckSeverity.ERROR,
  problem: 'A function has two event source mappings for the same source.',
  impact: 'Lambda refuses the second mapping, and the deployment fails.',
  fix: "Remove one mapping, and add its filters to 'FilterCriteria' of the other one.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      const known = new Map<string, Mapping>();
      for (const mapping of model.mappingsOf(fn)) {
        const key = keyOf(mapping);
        const first = key === undefined ? undefined : known.get(key);
        if (key !== undefined) known.set(key, first ?? mapping);
        if (!first) continue;
        const message = `'EventSourceArn' must be in one mapping of ${fn.name}, got the same source in ${first.resource.label}`;
        yield { resource: mapping.resource, property: 'EventSourceArn', message, fn };
      }
    }
  },
  examples: (): Examples => ({
    fixed: {
      Orders: fn(),
      Queue: queue(),
      One: mapping('Queue', 'Orders', {
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }, { Pattern: '{"body":{"type":["refund"]}}' }] },
      }),
    },
    bad: [
      { Orders: fn(), Queue: queue(), One: mapping('Queue', 'Orders'), Other: mapping('Queue', 'Orders') },
      {
        Orders: fn(),
        ...Object.fromEntries(
          ['One', 'Other'].map((id) => [id, mapping('', 'Orders', { EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders' })]),
        ),
      },
      kafka('paid', 'paid'),
    ],
    good: [
      { Orders: fn(), Queue: queue(), Other: queue(), One: mapping('Queue', 'Orders'), Two: mapping('Other', 'Orders') },
      { Orders: fn(), Invoices: fn(), Queue: queue(), One: mapping('Queue', 'Orders'), Other: mapping('Queue', 'Invoices') },
      kafka('paid', 'shipped'),
      kafka({ Ref: 'Topic' }, { Ref: 'Topic' }),
      // Each for its own alias
      {
        Orders: fn(),
        Queue: queue(),
        One: mapping('Queue', 'Orders'),
        Other: mapping('Queue', 'Orders', { FunctionName: join(ref('Orders'), ':live') }),
      },
      {
        Orders: fn(),
        Queue: queue(),
        One: mapping('Queue', 'Orders'),
        Other: { ...mapping('Queue', 'Orders'), Condition: 'IsProduction' },
      },
      { Orders: fn(), ...Object.fromEntries(['One', 'Other'].map((id) => [id, mapping('', 'Orders', { EventSourceArn: { Ref: id } })])) },
    ],
  }),
};

/** What may be mapped once; undefined where that is not known. */
function keyOf({ resource, source, invoked }: Mapping): string | undefined {
  const arn = resource.text('EventSourceArn');
  const where = source ? `${source.template.name} ${source.id}` : arn;
  const part = ['Topics', 'Queues', 'DocumentDBEventSourceConfig', 'AmazonManagedKafkaEventSourceConfig'].map((name) => resource.get(name));
  if (resource.condition !== undefined || where === undefined || !part.every(isKnown)) return undefined;
  return JSON.stringify([invoked?.qualifier, where, part]);
}
