import { CheckLevel } from '../../check-level';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, ref, streamMapping, table } from '../examples/parts';
import type { Mapping } from '../../../template-model/mapping';
import type { Picture } from '../../../template-model/application-model';
import type { Examples, Hit, Rule } from '../../rule';

const reader = { Orders: fn(), Table: table(), Mapping: streamMapping('Table', 'Orders'), Alarm: errorsAlarm('Orders') };

/** @internal */
export const ITERATOR_AGE_WITHOUT_ALARM: Rule = {
  id: 'IteratorAgeWithoutAlarm',
  level: CheckLevel.WARNING,
  wrong: 'A function that reads a stream has alarms, and none of them hears that it falls behind.',
  consequence: 'Records are worked on hours late, and are lost when the stream forgets them, while no invocation fails.',
  wayOut: "make an alarm on the function's 'IteratorAge' with the statistic Maximum, well below what the stream keeps",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  *find(picture): Iterable<Hit> {
    for (const mapping of picture.mappings) {
      const fn = mapping.isStream && mapping.mayRead ? mapping.invoked?.fn : undefined;
      if (!fn || picture.watch.isOn(fn) !== true || hearsAge(mapping, picture)) continue;
      yield { resource: mapping.resource, sentence: `'IteratorAge' of ${fn.name} must have an alarm, got others only`, fn };
    }
  },
  examples: (): Examples => ({
    bad: [reader],
    good: [
      { ...reader, Age: alarm('AWS/Lambda', 'IteratorAge', { FunctionName: ref('Orders') }) },
      { ...reader, Age: alarm('AWS/Lambda', 'IteratorAge', {}) },
      { ...reader, Age: alarm('AWS/Lambda', 'IteratorAge', { FunctionName: ref('Name') }) },
      { Orders: fn(), Table: table(), Mapping: streamMapping('Table', 'Orders') },
    ],
  }),
};

/** Whether that may be. */
function hearsAge({ invoked, source }: Mapping, { watch }: Picture): boolean {
  if (invoked && watch.hasAlarm('AWS/Lambda', ['IteratorAge'], invoked.fn.resource) !== false) return true;
  return source !== undefined && watch.hasAlarm('AWS/Kinesis', ['GetRecords.IteratorAgeMilliseconds'], source) !== false;
}
