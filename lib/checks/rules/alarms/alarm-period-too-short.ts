import { isTooShort, SHORTEST_PERIOD } from '../../../core/aws/metric-periods';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, ref } from '../examples/parts';

/** @internal */
export const ALARM_PERIOD_TOO_SHORT: Rule = {
  id: 'AlarmPeriodTooShort',
  severity: CheckSeverity.WARNING,
  problem: 'An alarm on a metric of Lambda or SQS has a period of less than a minute.',
  impact: 'Lambda and SQS publish one datapoint a minute, so the alarm often has no data and goes into INSUFFICIENT_DATA.',
  fix: "Set 'Period' of the alarm to 60.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      const short = alarm.metrics.find(({ namespace, period }) => isTooShort(namespace, period));
      if (!short) continue;
      const message = `'Period' must be at least ${SHORTEST_PERIOD} for ${short.name}, got ${short.period}`;
      yield { resource: alarm.resource, property: 'Period', message, fn: model.surroundings.watchedBy(alarm)[0] };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Period: 10 }) },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', {
          MetricName: undefined,
          Metrics: [{ Id: 'e', MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors' }, Stat: 'Sum', Period: '30' } }],
        }),
      },
    ],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Period: 60 }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Period: ref('Period') }) },
      { Orders: fn(), Alarm: alarm('Shop', 'Orders', {}, { Period: 10 }) },
    ],
  }),
};
