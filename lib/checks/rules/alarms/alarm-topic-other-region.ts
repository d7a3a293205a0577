import type { AlarmAction } from '../../../template-model/alarms/alarm-topics';
import { arnOf, isRegion } from '../../../template-model/arns';
import { Reference } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { fn, join, ref } from '../examples/parts';

/** @internal */
export const ALARM_TOPIC_OTHER_REGION: Rule = {
  id: 'AlarmTopicOtherRegion',
  severity: CheckSeverity.ERROR,
  problem: 'An alarm notifies a topic in another region.',
  impact: 'CloudWatch publishes only to topics in the region of the alarm, so nobody is notified.',
  fix: "Set 'AlarmActions' to a topic in the region of the alarm.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html',
  *find({ alarmActions }): Iterable<Violation> {
    for (const action of alarmActions) {
      const here = action.alarm.template.region;
      const there = topicRegionOf(action);
      if (!isRegion(here) || !isRegion(there) || here === there) continue;
      yield {
        resource: action.alarm,
        property: action.property,
        message: `'${action.property}' must be a topic in ${here}, the region of the alarm, got one in ${there}`,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: ['arn:aws:sns:us-east-1:111122223333:ops'] }) }],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: [join('arn:aws:sns:', ref('Region'), ':111122223333:ops')] }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { AlarmActions: [ref('Topic')] }) },
    ],
  }),
};

function topicRegionOf({ value }: AlarmAction): string | undefined {
  if (value instanceof Reference) return value.resource.type === 'AWS::SNS::Topic' ? value.resource.template.region : undefined;
  const arn = arnOf(value);
  return arn?.service === 'sns' && typeof arn.region === 'string' ? arn.region : undefined;
}
