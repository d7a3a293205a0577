import type { BucketNotification } from './bucket-notification';
import { isFields, type Resource, type Value } from './resource';
import type { Resources } from './resources';

/** A service that puts messages into a queue of the templates. @internal */
export interface Sender {
  readonly service: string;
  /** The resource and the property that say so. */
  readonly resource: Resource;
  readonly property: string;
  readonly queue: Resource;
}

type Said = readonly [property: string, value: Value];

/** @internal */
export function sendersIn(resources: Resources, notifications: readonly BucketNotification[]): readonly Sender[] {
  const sender = (service: string, resource: Resource, [property, value]: Said): Sender[] => {
    const queue = isFields(value) ? undefined : resources.behind(value);
    return queue?.type === 'AWS::SQS::Queue' ? [{ service, resource, property, queue }] : [];
  };
  return [
    ...resources
      .ofType('AWS::SNS::Subscription')
      .flatMap((resource) => saidOfSubscription(resource).flatMap((said) => sender('sns.amazonaws.com', resource, said))),
    ...resources
      .ofType('AWS::Events::Rule')
      .flatMap((resource) => saidOfRule(resource).flatMap((said) => sender('events.amazonaws.com', resource, said))),
    ...notifications.flatMap(({ resource, property, target }) => sender('s3.amazonaws.com', resource, [property, target])),
  ];
}

function saidOfSubscription(subscription: Resource): Said[] {
  const redrive = 'RedrivePolicy.deadLetterTargetArn';
  const endpoint: Said[] = subscription.get('Protocol') === 'sqs' ? [['Endpoint', subscription.get('Endpoint')]] : [];
  return [...endpoint, [redrive, subscription.get(redrive)]];
}

/** A role that a target has sends in the rule's place. */
function saidOfRule(rule: Resource): Said[] {
  if (rule.get('State') === 'DISABLED') return [];
  return (rule.list('Targets') ?? []).flatMap((_, index): Said[] => {
    const target = `Targets.${index}`;
    const deadLetters = `${target}.DeadLetterConfig.Arn`;
    const sent: Said[] = rule.has(`${target}.RoleArn`) === false ? [[`${target}.Arn`, rule.get(`${target}.Arn`)]] : [];
    return [...sent, [deadLetters, rule.get(deadLetters)]];
  });
}
