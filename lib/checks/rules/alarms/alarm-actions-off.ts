import { CheckLevel } from '../../check-level';
import { errorsAlarm } from '../examples/alarms';
import { fn, join, ref, resource } from '../examples/parts';
import { AlarmReaders } from '../../../template-model/alarm-readers';
import type { Examples, Hit, Rule } from '../../rule';

/** @internal */
export const ALARM_ACTIONS_OFF: Rule = {
  id: 'AlarmActionsOff',
  level: CheckLevel.ERROR,
  wrong: 'The actions of an alarm are switched off.',
  consequence: 'It names whom to tell, and never does.',
  wayOut: "leave 'ActionsEnabled' out, or set it to true",
  page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  elsewhere: ['AWS Config cloudwatch-alarm-action-enabled-check', 'Security Hub CloudWatch.17'],
  *find(picture): Iterable<Hit> {
    const readers = new AlarmReaders(picture);
    for (const alarm of picture.alarms) {
      if (alarm.resource.flag('ActionsEnabled', true) !== false || alarm.actions?.length === 0) continue;
      const [fn] = picture.surroundings.watchedBy(alarm);
      const isOfLambda = fn !== undefined || alarm.metrics.some(({ namespace }) => namespace === 'AWS/Lambda');
      if (!isOfLambda || readers.have(alarm)) continue;
      yield {
        resource: alarm.resource,
        property: 'ActionsEnabled',
        sentence: "'ActionsEnabled' must be true for 'AlarmActions' to be told, got false",
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
