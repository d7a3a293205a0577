import type { Alarm } from '../../template-model/alarms/alarm';
import type { ApplicationModel } from '../../template-model/application-model';
import type { LambdaFunction } from '../../template-model/functions/lambda-function';
import { calledResource, keyOf, spelled } from '../called';
import { spell } from '../words';
import { notifiedBy } from './notified';

/** An alarm that is about a function, its event sources or its failures. @internal */
export interface AlarmEvidence {
  readonly key: string;
  readonly name: string;
  /** What it means, by its description. */
  readonly means: string;
  /** When it goes into ALARM. */
  readonly when: string;
  /** Whom it notifies. */
  readonly notifies: readonly string[];
  readonly isSilent: boolean;
}

/** @internal */
export function alarmsOf(fn: LambdaFunction, model: ApplicationModel, shortAddresses: boolean): AlarmEvidence[] {
  const around = [
    fn.resource,
    ...model.mappingsOf(fn).flatMap(({ source, resource }) => (source ? [source, resource] : [resource])),
    ...model.failureTargets.filter(({ invoked }) => invoked.fn === fn).flatMap(({ target }) => target ?? []),
    ...model.mappingsOf(fn).flatMap(({ source }) => (source && model.queues.get(source)?.redrive) ?? []),
  ];
  const alarms = new Set([
    ...around.flatMap((resource) => model.alarmsOn(resource)),
    ...model.alarms.filter((alarm) => isSharedBy(alarm, fn)),
  ]);
  return [...alarms].map((alarm) => ({
    key: keyOf(alarm.resource),
    name: calledResource(alarm.resource)
      .replace(`${calledResource(fn.resource)}/`, '')
      .replace(/(^|\/)Alarms\//, '$1'),
    means: meaningOf(alarm),
    when: whenOf(alarm),
    notifies: notifiedBy(alarm.resource, model, shortAddresses).map(({ label }) => label),
    isSilent: alarm.isSilent,
  }));
}

/** An alarm on a metric that names the function in an expression of several. */
const isSharedBy = (alarm: Alarm, fn: LambdaFunction): boolean => alarm.subjects.has(fn.resource);

function meaningOf(alarm: Alarm): string {
  const description = alarm.resource.get('AlarmDescription');
  if (description === undefined) return 'It has no description.';
  const [first] = spelled(description).split('\n');
  // What to do, and the links, follow in the description itself.
  const [sentence] = first.split(/(?<=[.!?])\s+(?=[A-Z])/);
  return sentence;
}

/** The condition in words, from the properties alone. @internal */
export function whenOf(alarm: Alarm): string {
  const { metric, metrics, comparison, threshold, waits } = alarm;
  const called = metric
    ? [metric.statistic, metric.name].filter((part) => part !== undefined).join(' of ')
    : metrics.length > 0
      ? `an expression of ${[...new Set(metrics.map(({ name }) => name ?? 'a metric'))].join(', ')}${metrics.length > 1 ? ` (${metrics.length} metrics)` : ''}`
      : 'an expression';
  const limit = threshold === undefined ? 'a limit that is computed' : String(threshold);
  const period = metric?.period ?? alarm.resource.number('Metrics.0.Period') ?? metrics[0]?.period;
  const during = waits && period !== undefined ? `, ${waits.for} of ${waits.of} periods of ${spell(period)}` : '';
  return `${called} ${comparison?.sign ?? 'outside of'} ${limit}${during}`;
}
