import type { BucketNotification } from './bucket-notification';
import { isFields, type Resource, type Value } from './resource';
import type { Resources } from './resources';

/** A service that sends to a queue or a topic of the templates. @internal */
export interface Sender {
  readonly service: string;
  /** The resource and the property that say so. */
  readonly resource: Resource;
  readonly property: string;
  readonly target: Resource;
}

const TARGETS = ['AWS::SQS::Queue', 'AWS::SNS::Topic'];

type Place = readonly [property: string, value: Value];

/** @internal */
export function sendersIn(resources: Resources, notifications: readonly BucketNotification[]): readonly Sender[] {
  const sender = (service: string, resource: Resource, [property, value]: Place): Sender[] => {
    const target = isFields(value) ? undefined : resources.behind(value);
    return target && TARGETS.includes(target.type) ? [{ service, resource, property, target }] : [];
  };
  return [
    ...resources
      .ofType('AWS::SNS::Subscription')
      .flatMap((resource) => namedBySubscription(resource).flatMap((place) => sender('sns.amazonaws.com', resource, place))),
    ...resources
      .ofType('AWS::SNS::Topic')
      .flatMap((resource) => namedByTopic(resource).flatMap((place) => sender('sns.amazonaws.com', resource, place))),
    ...resources
      .ofType('AWS::Events::Rule')
      .flatMap((resource) => namedByRule(resource).flatMap((place) => sender('events.amazonaws.com', resource, place))),
    ...notifications.flatMap(({ resource, property, target }) => sender('s3.amazonaws.com', resource, [property, target])),
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
