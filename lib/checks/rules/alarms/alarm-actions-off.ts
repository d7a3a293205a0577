import { AlarmReaders } from '../../../template-model/alarms/alarm-readers';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { fn, join, ref, resource } from '../examples/parts';

/** @internal */
export const ALARM_ACTIONS_OFF: Rule = {
  id: 'AlarmActionsOff',
  severity: CheckSeverity.ERROR,
  problem: 'The actions of an alarm are disabled.',
  impact: 'The alarm goes into ALARM, but nobody is notified.',
  fix: "Remove 'ActionsEnabled' from the alarm, or set it to true.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  equivalents: ['AWS Config cloudwatch-alarm-action-enabled-check', 'Security Hub CloudWatch.17'],
  *find(model): Iterable<Violation> {
    const readers = new AlarmReaders(model);
    for (const alarm of model.alarms) {
      if (alarm.resource.flag('ActionsEnabled', true) !== false || alarm.actions?.length === 0) continue;
      const [fn] = model.surroundings.watchedBy(alarm);
      const isOfLambda = fn !== undefined || alarm.metrics.some(({ namespace }) => namespace === 'AWS/Lambda');
      if (!isOfLambda || readers.have(alarm)) continue;
      yield {
        resource: alarm.resource,
        property: 'ActionsEnabled',
        message: "'ActionsEnabled' must be true to notify 'AlarmActions', got false",
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { ActionsEnabled: false }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { ActionsEnabled: 'false' }) },
    ],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { ActionsEnabled: true }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { ActionsEnabled: { 'Fn::If': ['IsProduction', true, false] } }) },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', { ActionsEnabled: false }),
        Together: resource('AWS::CloudWatch::CompositeAlarm', {
          AlarmRule: join('ALARM(', ref('Alarm'), ')'),
          AlarmActions: [ref('Topic')],
        }),
      },
    ],
  }),
};
