import { isOfLoad } from '../../../template-model/alarms/metrics';
import { silentAlarmsIn } from '../../../template-model/alarms/silent-alarms';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, mapping, queue, ref, resource } from '../examples/parts';

const OPS = 'arn:aws:sns:eu-west-1:111122223333:ops';

/** @internal */
export const ALARM_WITHOUT_ACTION: Rule = {
  id: 'AlarmWithoutAction',
  severity: CheckSeverity.ERROR,
  problem: 'An alarm on failures of a function, its event source or its failure queue has no alarm action.',
  impact: 'The alarm goes into ALARM in the console only, and nobody is notified.',
  fix: "Set 'AlarmActions' to an SNS topic, or use the alarm in a composite alarm that has an action.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html',
  equivalents: ['AWS Config cloudwatch-alarm-action-check', 'cdk-nag CloudWatchAlarmAction', 'Security Hub CloudWatch.15'],
  *find(model): Iterable<Violation> {
    for (const { alarm, fn } of silentAlarmsIn(model)) {
      // Of load, another rule says it
      if (isOfLoad(alarm.metrics)) continue;
      yield { resource: alarm.resource, property: 'AlarmActions', message: "'AlarmActions' must have a topic to notify, got none", fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: [] }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: undefined, OKActions: [OPS] }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: undefined, InsufficientDataActions: [OPS] }) },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', { AlarmActions: [] }),
        Together: resource('AWS::CloudWatch::CompositeAlarm', { AlarmRule: { 'Fn::Sub': `ALARM(\${Alarm})` }, OKActions: [OPS] }),
      },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', { AlarmActions: [], AlarmName: 'orders' }),
        Together: resource('AWS::CloudWatch::CompositeAlarm', { AlarmRule: 'ALARM("orders")' }),
      },
    ],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { MetricName: 'Duration', AlarmActions: [] }) },
      {
        Orders: fn(),
        Queue: queue(),
        Mapping: mapping('Queue', 'Orders'),
        Alarm: alarm('AWS/SQS', 'NumberOfMessagesSent', { QueueName: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }, { AlarmActions: [] }),
      },
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: { Ref: 'Topics' } }) },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', { AlarmActions: [], AlarmName: 'orders' }),
        Together: resource('AWS::CloudWatch::CompositeAlarm', { AlarmRule: 'ALARM("orders")', AlarmActions: [ref('Topic')] }),
      },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', { AlarmActions: [] }),
        Inner: resource('AWS::CloudWatch::CompositeAlarm', { AlarmRule: { 'Fn::Sub': `ALARM(\${Alarm})` } }),
        Outer: resource('AWS::CloudWatch::CompositeAlarm', { AlarmRule: { 'Fn::Sub': `ALARM(\${Inner})` }, AlarmActions: [OPS] }),
      },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', { AlarmActions: [] }),
        Rule: resource('AWS::Events::Rule', { EventPattern: { source: ['aws.cloudwatch'] } }),
      },
    ],
  }),
};
