import type { BucketNotification } from '../events/bucket-notification';
import { isFields, Reference, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';
import { type EventOrigin, originOf } from './event-origin';

/** A service that sends to a queue or a topic of the templates. @internal */
export interface Sender {
  readonly service: string;
  /** The resource and the property that say so. */
  readonly resource: Resource;
  readonly property: string;
  readonly target: Resource;
  /** For which source it sends: absent where that is not known. */
  readonly origin: EventOrigin | undefined;
}

const TARGETS = ['AWS::SQS::Queue', 'AWS::SNS::Topic'];

const itself = (resource: Resource): Reference => new Reference(resource, 'Arn');

type Place = readonly [property: string, value: Value];

/** @internal */
export function sendersIn(resources: Resources, notifications: readonly BucketNotification[]): readonly Sender[] {
  const sender = (service: string, resource: Resource, source: Value, [property, value]: Place): Sender[] => {
    const target = isFields(value) ? undefined : resources.behind(value);
    if (!target || !TARGETS.includes(target.type)) return [];
    return [{ service, resource, property, target, origin: originOf(source) }];
  };
  return [
    ...resources
      .ofType('AWS::SNS::Subscription')
      .flatMap((resource) =>
        namedBySubscription(resource).flatMap((place) => sender('sns.amazonaws.com', resource, resource.get('TopicArn'), place)),
      ),
    ...resources
      .ofType('AWS::SNS::Topic')
      .flatMap((resource) => namedByTopic(resource).flatMap((place) => sender('sns.amazonaws.com', resource, itself(resource), place))),
    ...resources
      .ofType('AWS::Events::Rule')
      .flatMap((resource) => namedByRule(resource).flatMap((place) => sender('events.amazonaws.com', resource, itself(resource), place))),
    ...notifications.flatMap(({ resource, property, target, bucket }) =>
      sender('s3.amazonaws.com', resource, itself(bucket), [property, target]),
    ),
  ];
}

function namedBySubscription(subscription: Resource): Place[] {
  const redrive = 'RedrivePolicy.deadLetterTargetArn';
  const endpoint: Place[] = subscription.get('Protocol') === 'sqs' ? [['Endpoint', subscription.get('Endpoint')]] : [];
  return [...endpoint, [redrive, subscription.get(redrive)]];
}

/** Subscriptions that are part of the topic. */
const namedByTopic = (topic: Resource): Place[] =>
  (topic.list('Subscription') ?? []).flatMap((one, index): Place[] =>
    isFields(one) && one.Protocol === 'sqs' ? [[`Subscription.${index}.Endpoint`, one.Endpoint]] : [],
  );

/** A role that a target has sends in the rule's place. */
function namedByRule(rule: Resource): Place[] {
  if (rule.get('State') === 'DISABLED') return [];
  return (rule.list('Targets') ?? []).flatMap((_, index): Place[] => {
    const target = `Targets.${index}`;
    const deadLetters = `${target}.DeadLetterConfig.Arn`;
    const sent: Place[] =
      rule.has(`${target}.RoleArn`) === false && rule.has('RoleArn') === false ? [[`${target}.Arn`, rule.get(`${target}.Arn`)]] : [];
    return [...sent, [deadLetters, rule.get(deadLetters)]];
  });
}
