import { OF_LOSSES } from '../../../template-model/alarms/metrics';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { fn } from '../examples/parts';

const FAILURES = ['Errors', 'Throttles', ...OF_LOSSES];

/** @internal */
export const ALARM_MISSING_DATA_IGNORED: Rule = {
  id: 'AlarmMissingDataIgnored',
  severity: CheckSeverity.INFO,
  problem: 'An alarm on failures keeps its state while its metric has no data.',
  impact: 'After one failure of a rarely invoked function the alarm stays in ALARM for days, so the next failure notifies nobody.',
  fix: "Set 'TreatMissingData' of the alarm to 'notBreaching'.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      const { metric, missingData, watchesRise } = alarm;
      if (metric?.namespace !== 'AWS/Lambda' || !FAILURES.includes(metric.name ?? '')) continue;
      if (missingData !== 'ignore' || !watchesRise) continue;
      yield {
        resource: alarm.resource,
        property: 'TreatMissingData',
        value: 'notBreaching',
        message: `'TreatMissingData' must be notBreaching for ${metric.name}, which has no data while a function is idle, got ignore`,
        fn: model.surroundings.watchedBy(alarm)[0],
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
