import { isOfLoad } from '../../../template-model/metrics';
import { silentAlarmsIn } from '../../../template-model/silent-alarms';
import { CheckSeverity } from '../../check-level';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, ref } from '../examples/parts';

const ofOrders = (metric: string, AlarmActions: unknown[]) =>
  alarm('AWS/Lambda', metric, { FunctionName: ref('Orders') }, { AlarmActions });

/** @internal */
export const LOAD_ALARM_WITHOUT_ACTION: Rule = {
  id: 'LoadAlarmWithoutAction',
  severity: CheckSeverity.WARNING,
  problem: 'An alarm on how much, how long or how often a function works tells nobody.',
  impact: 'What it was made to foresee is only seen when something fails.',
  fix: "name a topic in 'AlarmActions', or put the alarm into a composite alarm that has one",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html',
  equivalents: ['AWS Config cloudwatch-alarm-action-check', 'cdk-nag CloudWatchAlarmAction', 'Security Hub CloudWatch.15'],
  *find(model): Iterable<Violation> {
    for (const { alarm, fn } of silentAlarmsIn(model)) {
      if (!isOfLoad(alarm.metrics)) continue;
      yield { resource: alarm.resource, property: 'AlarmActions', message: "'AlarmActions' must name who hears the alarm, got none", fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: ofOrders('Duration', []) },
      { Orders: fn(), Alarm: ofOrders('ConcurrentExecutions', []) },
    ],
    good: [
      { Orders: fn(), Alarm: ofOrders('Duration', ['arn:aws:sns:eu-west-1:111122223333:ops']) },
      // Of failures, another rule says it
      { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: [] }) },
    ],
  }),
};
