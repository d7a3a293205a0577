import { CheckLevel } from '../../check-level';
import { errorsAlarm, topic } from '../examples/alarms';
import { fn, ref, resource } from '../examples/parts';
import type { Picture } from '../../../template-model/application-model';
import { isKnown, Reference, type Resource } from '../../../template-model/resource';
import type { Examples, Hit, Rule } from '../../rule';

/** They refer to a topic without hearing it. */
const DEAF = /^AWS::(CloudWatch::(Composite)?Alarm|SNS::Topic(Inline)?Policy|IAM::.*)$/;

const orders = { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: [ref('Ops')] }) };
const subscription = (properties: Record<string, unknown>) =>
  resource('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com', ...properties });

/** @internal */
export const ALARM_TOPIC_WITHOUT_SUBSCRIPTION: Rule = {
  id: 'AlarmTopicWithoutSubscription',
  level: CheckLevel.WARNING,
  wrong: 'An alarm tells a topic to which nobody subscribes.',
  consequence: 'The alarm rings in an empty room, unless somebody subscribed by hand.',
  wayOut: 'subscribe those who are on call, in the template, where it can be seen',
  page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html',
  *find(picture): Iterable<Hit> {
    for (const [topic, alarm] of picture.alarmTopics) {
      if (topic.has('Subscription') !== false || mayBeHeard(topic, picture)) continue;
      yield { resource: topic, sentence: `the topic that ${alarm.id} tells must have a subscription, got none in these templates` };
    }
  },
  examples: (): Examples => ({
    bad: [{ ...orders, Ops: topic() }],
    good: [
      { ...orders, Ops: topic({ Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.com' }] }) },
      { ...orders, Ops: topic(), Ann: subscription({ TopicArn: ref('Ops') }) },
      { ...orders, Ops: topic(), Ann: subscription({ TopicArn: { Ref: 'TopicArn' } }) },
      { ...orders, Ops: topic({ TopicName: 'ops' }), Ann: subscription({ TopicArn: 'arn:aws:sns:eu-west-1:111122223333:ops' }) },
      { ...orders, Ops: topic(), Chat: resource('AWS::Chatbot::SlackChannelConfiguration', { SnsTopicArns: [ref('Ops')] }) },
      orders,
    ],
  }),
};

const mayBeHeard = (topic: Resource, picture: Picture): boolean =>
  picture.resources.isOpen ||
  picture.resources.ofType('AWS::SNS::Subscription').some((subscription) => {
    const value = subscription.get('TopicArn');
    return picture.resources.behind(value) === topic || !(isKnown(value) || value instanceof Reference);
  }) ||
  picture.mentionsOf(topic).some(({ by }) => by === undefined || !DEAF.test(by.type));
