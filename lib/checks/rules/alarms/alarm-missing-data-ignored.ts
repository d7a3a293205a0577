import { CheckLevel } from '../../check-level';
import { errorsAlarm } from '../examples/alarms';
import { fn } from '../examples/parts';
import { OF_LOSSES } from '../../../template-model/metrics';
import type { Examples, Hit, Rule } from '../../rule';

const FAILURES = ['Errors', 'Throttles', ...OF_LOSSES];

/** @internal */
export const ALARM_MISSING_DATA_IGNORED: Rule = {
  id: 'AlarmMissingDataIgnored',
  level: CheckLevel.ADVICE,
  wrong: 'An alarm on failures keeps its state while there is no data.',
  consequence: 'After one failure of a function that is seldom invoked it stays red for days, and does not ring for the next.',
  wayOut: "set 'TreatMissingData' to 'notBreaching'",
  page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  *find(picture): Iterable<Hit> {
    for (const alarm of picture.alarms) {
      const { metric, missingData, watchesRise } = alarm;
      if (metric?.namespace !== 'AWS/Lambda' || !FAILURES.includes(metric.name ?? '')) continue;
      if (missingData !== 'ignore' || !watchesRise) continue;
      yield {
        resource: alarm.resource,
        property: 'TreatMissingData',
        sentence: `'TreatMissingData' must be notBreaching for ${metric.name}, which has no data while a function is idle, got ignore`,
        fn: picture.surroundings.watchedBy(alarm)[0],
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Alarm: errorsAlarm('Orders', { TreatMissingData: 'ignore' }) }],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { TreatMissingData: 'ignore', MetricName: 'Duration' }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { TreatMissingData: { Ref: 'Missing' } }) },
    ],
  }),
};
