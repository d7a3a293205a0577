import { findViolations } from '../../lib/checks/find-violations';
import type { Rule } from '../../lib/checks/rule';
import { ALARM_TOPIC_OTHER_REGION } from '../../lib/checks/rules/alarms/alarm-topic-other-region';
import { ALARM_TOPIC_WITHOUT_SUBSCRIPTION } from '../../lib/checks/rules/alarms/alarm-topic-without-subscription';
import { ALARM_WITHOUT_ACTION } from '../../lib/checks/rules/alarms/alarm-without-action';
import { FUNCTION_WITHOUT_ALARM } from '../../lib/checks/rules/alarms/function-without-alarm';
import { TEMPLATE_WITHOUT_ALARM } from '../../lib/checks/rules/alarms/template-without-alarm';
import { errorsAlarm, topic } from '../../lib/checks/rules/examples/alarms';
import { fn, ref, resource } from '../../lib/checks/rules/examples/parts';
import type { Template } from '../../lib/template-model/template';

const sentences = (rule: Rule, ...templates: Omit<Template, 'name'>[]) =>
  findViolations(
    templates.map((template, index) => ({ name: `Stack${index}`, ...template })),
    [rule],
  ).map(({ message }) => message);

const alarmStack = (properties: Record<string, unknown>) => ({ Orders: fn(), Alarm: errorsAlarm('Orders', properties) });

describe('AlarmTopicOtherRegion', () => {
  const shared = { body: { Resources: { Ops: topic() }, Outputs: { Ops: { Value: ref('Ops'), Export: { Name: 'ops' } } } } };
  const alarms = { body: { Resources: alarmStack({ AlarmActions: [{ 'Fn::ImportValue': 'ops' }] }) } };

  test('sees a topic of another stack and region', () => {
    expect(sentences(ALARM_TOPIC_OTHER_REGION, { ...shared, region: 'us-east-1' }, { ...alarms, region: 'eu-west-1' })).toEqual([
      "'AlarmActions' must be a topic in eu-west-1, the region of the alarm, got one in us-east-1",
    ]);
  });

  test.each([
    ['eu-west-1', 'eu-west-1'],
    [undefined, 'eu-west-1'],
    ['us-east-1', undefined],
    ['us-east-1', 'unknown-region'],
  ])('says nothing of a topic in %s told by an alarm in %s', (there, here) => {
    expect(sentences(ALARM_TOPIC_OTHER_REGION, { ...shared, region: there }, { ...alarms, region: here })).toEqual([]);
  });
});

describe('AlarmTopicWithoutSubscription', () => {
  const told = { ...alarmStack({ AlarmActions: [ref('Ops')] }), Ops: topic() };

  test('a subscription in another stack counts', () => {
    const shared = { body: { Resources: told, Outputs: { Ops: { Value: ref('Ops'), Export: { Name: 'ops' } } } } };
    const ann = resource('AWS::SNS::Subscription', {
      TopicArn: { 'Fn::ImportValue': 'ops' },
      Protocol: 'email',
      Endpoint: 'a@example.com',
    });
    expect(sentences(ALARM_TOPIC_WITHOUT_SUBSCRIPTION, shared, { body: { Resources: { Ann: ann } } })).toEqual([]);
  });

  test('an output hands the topic to somebody who may subscribe', () => {
    expect(sentences(ALARM_TOPIC_WITHOUT_SUBSCRIPTION, { body: { Resources: told, Outputs: { Ops: { Value: ref('Ops') } } } })).toEqual([]);
  });

  test('the topic of two alarms is told once', () => {
    const Second = errorsAlarm('Orders', { AlarmActions: [ref('Ops')] });
    expect(sentences(ALARM_TOPIC_WITHOUT_SUBSCRIPTION, { body: { Resources: { ...told, Second } } })).toHaveLength(1);
  });
});

describe('AlarmWithoutAction', () => {
  test('an alarm of something else is not checked', () => {
    const alarm = resource('AWS::CloudWatch::Alarm', { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' });
    expect(sentences(ALARM_WITHOUT_ACTION, { body: { Resources: { Alarm: alarm } } })).toEqual([]);
  });

  test('a composite that names the alarm by a name only a deployment knows may be its own', () => {
    const AlarmName = { 'Fn::Join': ['-', [ref('AWS::StackName'), 'errors']] };
    const Together = resource('AWS::CloudWatch::CompositeAlarm', { AlarmRule: ref('Rule'), AlarmActions: [ref('Ops')] });
    const Resources = { ...alarmStack({ AlarmActions: [], AlarmName }), Together };
    expect(sentences(ALARM_WITHOUT_ACTION, { body: { Resources } })).toEqual([]);
  });

  test('a function of this library that waives its alarms is accepted', () => {
    const Orders = { ...fn(), Metadata: { 'cdk-hardened-lambda:Waivers': { alarmActions: 'the dashboard is watched' } } };
    const Resources = { ...alarmStack({ AlarmActions: [] }), Orders };
    expect(sentences(ALARM_WITHOUT_ACTION, { body: { Resources } })).toEqual([]);
  });
});

describe('FunctionWithoutAlarm', () => {
  const orders = {
    Orders: fn(),
    Topic: topic({ Subscription: [{ Protocol: 'lambda', Endpoint: { 'Fn::GetAtt': ['Orders', 'Arn'] } }] }),
  };
  const shop = { body: { Resources: orders, Outputs: { Orders: { Value: ref('Orders'), Export: { Name: 'orders' } } } } };

  test('an alarm in another stack counts', () => {
    const Alarm = errorsAlarm('Orders', { Dimensions: [{ Name: 'FunctionName', Value: { 'Fn::ImportValue': 'orders' } }] });
    expect(sentences(FUNCTION_WITHOUT_ALARM, shop, { body: { Resources: { Alarm } } })).toEqual([]);
  });

  test('an alarm in another stack on another function is not', () => {
    const Resources = { Other: fn(), Alarm: errorsAlarm('Other') };
    expect(sentences(FUNCTION_WITHOUT_ALARM, shop, { body: { Resources } })).toEqual([
      'the function must have an alarm, because it processes events from SNS, got none',
    ]);
  });

  test('an alarm whose name only a deployment knows may be its own', () => {
    const Alarm = errorsAlarm('Orders', { Dimensions: [{ Name: 'FunctionName', Value: { 'Fn::Join': ['-', [ref('Stage'), 'orders']] } }] });
    expect(sentences(FUNCTION_WITHOUT_ALARM, shop, { body: { Resources: { Alarm } } })).toEqual([]);
  });
});

test.each<[string, Rule, Template['body']['Resources']]>([
  ['an action', ALARM_WITHOUT_ACTION, alarmStack({ AlarmActions: [] })],
  ['a subscription', ALARM_TOPIC_WITHOUT_SUBSCRIPTION, { ...alarmStack({ AlarmActions: [ref('Ops')] }), Ops: topic() }],
  ['an alarm', TEMPLATE_WITHOUT_ALARM, { Orders: fn(), Topic: topic({ Subscription: [{ Protocol: 'lambda', Endpoint: ref('Orders') }] }) }],
])('%s that a macro may make is not missed', (_, rule, Resources) => {
  expect(sentences(rule, { body: { Resources } })).toHaveLength(1);
  expect(sentences(rule, { body: { Resources, Transform: 'Ours' } as Template['body'] })).toEqual([]);
});
