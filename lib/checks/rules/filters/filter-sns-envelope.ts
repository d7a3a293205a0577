import { missedBySns } from '../../../filters/engine/sns-envelope';
import type { ApplicationModel } from '../../../template-model/application-model';
import type { Mapping } from '../../../template-model/events/mapping';
import { isFields, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, mapping, queue, ref, resource } from '../examples/parts';

const PAYLOAD = { body: { type: ['order'] } };
const reads = (subscription: Record<string, unknown>, ...patterns: unknown[]): Example => ({
  Orders: fn(),
  Queue: queue(),
  Topic: resource('AWS::SNS::Topic'),
  Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: arn('Queue'), ...subscription }),
  Mapping: mapping('Queue', 'Orders', { FilterCriteria: { Filters: patterns.map((one) => ({ Pattern: JSON.stringify(one) })) } }),
});

/** @internal */
export const FILTER_SNS_ENVELOPE: Rule = {
  id: 'FilterSnsEnvelope',
  severity: CheckSeverity.ERROR,
  problem: 'A filter on a queue uses fields of a message that SNS delivers as text inside its envelope.',
  impact: 'No message matches the filter, so Lambda deletes every message, and none is moved to the dead-letter queue.',
  fix: "Set 'RawMessageDelivery' of the subscription to true.",
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html',
  *find(model): Iterable<Violation> {
    const wrapped = wrappedFor(model);
    for (const mapping of model.mappings) {
      const topic = mapping.source && wrapped.get(mapping.source);
      const field = topic && missedByAll(mapping);
      if (!topic || !field) continue;
      yield {
        resource: mapping.resource,
        property: 'FilterCriteria',
        message: `'FilterCriteria' must match what ${topic.label} sends, got 'body.${field}', which is text inside 'body.Message'`,
        fn: mapping.invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      reads({}, PAYLOAD),
      reads({ RawMessageDelivery: false }, PAYLOAD, { body: { Message: { type: ['order'] } } }),
      {
        ...reads({}, PAYLOAD),
        Subscription: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'sqs', Endpoint: arn('Queue') }] }),
      },
    ],
    good: [
      reads({ RawMessageDelivery: true }, PAYLOAD),
      reads({ RawMessageDelivery: ref('IsRaw') }, PAYLOAD),
      reads({ Endpoint: 'arn:aws:sqs:eu-west-1:111122223333:other' }, PAYLOAD),
      reads({ Protocol: 'firehose' }, PAYLOAD),
      {
        ...reads({}, PAYLOAD),
        Subscription: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'firehose', Endpoint: arn('Queue') }] }),
      },
      { ...reads({}, PAYLOAD), Subscription: { ...reads({}, PAYLOAD).Subscription, Condition: 'IsTest' } },
      reads({}, { body: { Type: ['Notification'] } }),
      // One of the filters lets SNS through
      reads({}, PAYLOAD, { body: { Message: [{ prefix: 'order' }] } }),
      { ...reads({}, PAYLOAD), Mapping: mapping('Queue', 'Orders', { FilterCriteria: { Filters: [{ Pattern: ref('Pattern') }] } }) },
      { ...reads({}, PAYLOAD), Mapping: mapping('Queue', 'Orders') },
    ],
  }),
};

/** The queues to which a topic sends its messages wrapped. */
function wrappedFor({ resources }: ApplicationModel): ReadonlyMap<Resource, Resource> {
  const subscriptions = resources.ofType('AWS::SNS::Subscription').flatMap((subscription): [Resource | undefined, Resource][] => {
    if (subscription.get('Protocol') !== 'sqs' || subscription.flag('RawMessageDelivery') !== false) return [];
    const topic = resources.behind(subscription.get('TopicArn')) ?? subscription;
    return subscription.condition === undefined ? [[resources.behind(subscription.get('Endpoint')), topic]] : [];
  });
  const inline = resources.ofType('AWS::SNS::Topic').flatMap((topic): [Resource | undefined, Resource][] => {
    const subscriptions = (topic.list('Subscription') ?? []).filter(isFields);
    return subscriptions.filter(({ Protocol }) => Protocol === 'sqs').map(({ Endpoint }) => [resources.behind(Endpoint), topic]);
  });
  return new Map([...subscriptions, ...inline].flatMap(([queue, topic]) => (queue ? [[queue, topic] as const] : [])));
}

/** Each filter is an alternative: one that lets SNS through is enough. */
function missedByAll({ readPatterns }: Mapping): string | undefined {
  const missed = readPatterns.map((pattern) => pattern && missedBySns(pattern));
  return missed.every((field) => field !== undefined) ? missed[0] : undefined;
}
