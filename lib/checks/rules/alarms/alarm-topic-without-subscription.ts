import type { ApplicationModel } from '../../../template-model/application-model';
import { isKnown, Reference, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm, topic } from '../examples/alarms';
import { fn, ref, resource } from '../examples/parts';

/** They refer to a topic, and receive nothing from it. */
const NO_READERS = /^AWS::(CloudWatch::(Composite)?Alarm|Events::Rule|SNS::Topic(Inline)?Policy|IAM::.*)$/;

const orders = { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: [ref('Ops')] }) };
const subscription = (properties: Record<string, unknown>) =>
  resource('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com', ...properties });

/** @internal */
export const ALARM_TOPIC_WITHOUT_SUBSCRIPTION: Rule = {
  id: 'AlarmTopicWithoutSubscription',
  severity: CheckSeverity.WARNING,
  problem: 'An alarm notifies a topic that has no subscription in the templates.',
  impact: 'The alarm goes into ALARM, but nobody is notified unless somebody subscribed outside of the templates.',
  fix: "Add an 'AWS::SNS::Subscription' of the people on call to the topic.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html',
  *find(model): Iterable<Violation> {
    for (const [topic, alarm] of model.alarmTopics) {
      if (topic.has('Subscription') !== false || mayHaveReaders(topic, model)) continue;
      yield { resource: topic, message: `the topic that ${alarm.label} notifies must have a subscription, got none in these templates` };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...orders, Ops: topic() },
      { ...orders, Ops: topic(), Rule: resource('AWS::Events::Rule', { Targets: [{ Id: 'Ops', Arn: ref('Ops') }] }) },
    ],
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

const mayHaveReaders = (topic: Resource, model: ApplicationModel): boolean =>
  model.resources.isOpen ||
  model.resources.ofType('AWS::SNS::Subscription').some((subscription) => {
    const value = subscription.get('TopicArn');
    return model.resources.behind(value) === topic || !(isKnown(value) || value instanceof Reference);
  }) ||
  model.mentionsOf(topic).some(({ by }) => by === undefined || !NO_READERS.test(by.type));
