import { isOfLoad } from '../../../template-model/alarms/metrics';
import { silentAlarmsIn } from '../../../template-model/alarms/silent-alarms';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, ref } from '../examples/parts';

const ofOrders = (metric: string, AlarmActions: unknown[]) =>
  alarm('AWS/Lambda', metric, { FunctionName: ref('Orders') }, { AlarmActions });

/** @internal */
export const LOAD_ALARM_WITHOUT_ACTION: Rule = {
  id: 'LoadAlarmWithoutAction',
  severity: CheckSeverity.WARNING,
  problem:
    'An alarm on the load of a function or its event source, or on the duration or the concurrency of a function, has no alarm action.',
  impact: 'The warning stays in the console, and operators notice the problem only when invocations fail.',
  fix: "Set 'AlarmActions' to an SNS topic, or use the alarm in a composite alarm that has an action.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html',
  equivalents: ['AWS Config cloudwatch-alarm-action-check', 'cdk-nag CloudWatchAlarmAction', 'Security Hub CloudWatch.15'],
  *find(model): Iterable<Violation> {
    for (const { alarm, fn } of silentAlarmsIn(model)) {
      if (!isOfLoad(alarm.metrics)) continue;
      yield { resource: alarm.resource, property: 'AlarmActions', message: "'AlarmActions' must have a topic to notify, got none", fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: ofOrders('Duration', []) },
      { Orders: fn(), Alarm: ofOrders('ConcurrentExecutions', []) },
    ],
    good: [
      { Orders: fn(), Alarm: ofOrders('Duration', ['arn:aws:sns:eu-west-1:111122223333:ops']) },
      // A heartbeat: the state OK means that nothing runs any more.
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', {
          MetricName: 'Invocations',
          AlarmActions: [],
          OKActions: ['arn:aws:sns:eu-west-1:111122223333:ops'],
        }),
      },
      // Of failures, another rule says it
      { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: [] }) },
    ],
  }),
};
