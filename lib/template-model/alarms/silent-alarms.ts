import type { ApplicationModel } from '../application-model';
import type { LambdaFunction } from '../functions/lambda-function';
import type { Alarm } from './alarm';
import { AlarmReaders } from './alarm-readers';

/** An alarm that tells nobody, and whose it is. @internal */
export interface SilentAlarm {
  readonly alarm: Alarm;
  readonly fn: LambdaFunction | undefined;
}

/** The alarms of functions, and of what these read and fail into, that surely tell nobody. @internal */
export function* silentAlarmsIn(model: ApplicationModel): Iterable<SilentAlarm> {
  const readers = new AlarmReaders(model);
  for (const alarm of model.alarms) {
    if (!alarm.isSilent || alarm.resource.hasLeftOut('alarmActions')) continue;
    const [fn] = model.surroundings.watchedBy(alarm);
    const isOfLambda = fn !== undefined || alarm.metrics.some(({ namespace }) => namespace === 'AWS/Lambda');
    if (isOfLambda && !fn?.hasLeftOut('alarmActions') && !readers.have(alarm)) yield { alarm, fn };
  }
}
