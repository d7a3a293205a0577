import { isList, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';
import { ACTIONS } from './alarm';

/** An alarm, or a composite of alarms, that tells somebody. @internal */
export interface AlarmAction {
  readonly alarm: Resource;
  readonly property: string;
  readonly value: Value;
}

/** Whom alarms tell. @internal */
export function alarmActionsIn(resources: Resources): readonly AlarmAction[] {
  return resources.ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm').flatMap((alarm) =>
    ACTIONS.flatMap((property) => {
      const values = alarm.get(property);
      return isList(values) ? values.map((value): AlarmAction => ({ alarm, property, value })) : [];
    }),
  );
}

/** The topics of the templates that alarms tell, each with an alarm that does. @internal */
export function alarmTopicsIn(resources: Resources, actions: readonly AlarmAction[]): ReadonlyMap<Resource, Resource> {
  const topics = new Map<Resource, Resource>();
  for (const { alarm, value } of actions) {
    const topic = resources.behind(value);
    if (topic?.type === 'AWS::SNS::Topic' && !topics.has(topic)) topics.set(topic, alarm);
  }
  return topics;
}
