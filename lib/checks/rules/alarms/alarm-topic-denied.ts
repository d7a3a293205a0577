import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm, topic, topicPolicy } from '../examples/alarms';
import { fn, join, ref } from '../examples/parts';

const orders = { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: [ref('Ops')] }), Ops: topic() };
const tlsOnly = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Resource: ref('Ops'),
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const publish = (others: Record<string, unknown>) => ({ Effect: 'Allow', Action: 'sns:Publish', Resource: ref('Ops'), ...others });

/** @internal */
export const ALARM_TOPIC_DENIED: Rule = {
  id: 'AlarmTopicDenied',
  severity: CheckSeverity.ERROR,
  problem: 'An alarm notifies a topic whose policy does not allow CloudWatch to publish.',
  impact: 'The alarm goes into ALARM, but CloudWatch cannot publish to the topic and nobody is notified.',
  fix: "Add a statement to the topic policy that allows 'sns:Publish' to the service principal cloudwatch.amazonaws.com.",
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
  *find(model): Iterable<Violation> {
    for (const [topic, alarm] of model.alarmTopics) {
      const policy = model.policyOf(topic);
      if (!policy || policy.letsAccountsIn || policy.lets('cloudwatch.amazonaws.com', 'sns:Publish') !== false) continue;
      yield {
        resource: topic,
        message: `the topic's policy must allow cloudwatch.amazonaws.com to publish for ${alarm.label}, got no such statement`,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...orders, Policy: topicPolicy('Ops', tlsOnly) },
      { ...orders, Policy: topicPolicy('Ops', publish({ Principal: { Service: 'events.amazonaws.com' } })) },
      {
        ...orders,
        Policy: topicPolicy('Ops', publish({ Principal: '*' }), { ...tlsOnly, Condition: undefined }),
      },
    ],
    good: [
      orders,
      { ...orders, Policy: topicPolicy('Ops', tlsOnly, publish({ Principal: { Service: 'cloudwatch.amazonaws.com' } })) },
      {
        ...orders,
        Policy: topicPolicy(
          'Ops',
          publish({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } } }),
        ),
      },
      { ...orders, Policy: topicPolicy('Ops', publish({ Principal: { AWS: join('arn:aws:iam::', ref('AWS::AccountId'), ':root') } })) },
      { ...orders, Policy: topicPolicy('Ops', publish({ Principal: { Service: { Ref: 'Service' } } })) },
    ],
  }),
};
