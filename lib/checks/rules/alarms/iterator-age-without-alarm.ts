import type { ApplicationModel } from '../../../template-model/application-model';
import type { Mapping } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, ref, streamMapping, table } from '../examples/parts';

const reader = { Orders: fn(), Table: table(), Mapping: streamMapping('Table', 'Orders'), Alarm: errorsAlarm('Orders') };

/** @internal */
export const ITERATOR_AGE_WITHOUT_ALARM: Rule = {
  id: 'IteratorAgeWithoutAlarm',
  severity: CheckSeverity.WARNING,
  problem: 'A function that reads a stream has alarms, but none of them watches the age of the records.',
  impact: 'When the function falls behind, records are processed hours late and expire in the stream, while no invocation fails.',
  fix: "Add an alarm on the metric 'IteratorAge' of the function with 'Statistic' Maximum, well below the retention period of the stream.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const fn = mapping.isStream && mapping.mayRead ? mapping.invoked?.fn : undefined;
      if (!fn || model.watch.isOn(fn) !== true || mayHaveAgeAlarm(mapping, model)) continue;
      yield { resource: mapping.resource, message: `'IteratorAge' of ${fn.name} must have an alarm, got alarms on other metrics only`, fn };
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
function mayHaveAgeAlarm({ invoked, source }: Mapping, { watch }: ApplicationModel): boolean {
  if (invoked && watch.hasAlarm('AWS/Lambda', ['IteratorAge'], invoked.fn.resource) !== false) return true;
  return source !== undefined && watch.hasAlarm('AWS/Kinesis', ['GetRecords.IteratorAgeMilliseconds'], source) !== false;
}
