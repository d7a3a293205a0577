import type { Alarm } from '../../../template-model/alarms/alarm';
import { countsStoredFailures } from '../../../template-model/alarms/failure-depth';
import { OF_LOSSES } from '../../../template-model/alarms/metrics';
import type { ApplicationModel } from '../../../template-model/application-model';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, mapping, queue, redrive, ref } from '../examples/parts';

const reader = { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders') };
const depth = (properties: Record<string, unknown>) =>
  alarm(
    'AWS/SQS',
    'ApproximateNumberOfMessagesVisible',
    { QueueName: { 'Fn::GetAtt': ['Failed', 'QueueName'] } },
    { Statistic: 'Maximum', ...properties },
  );

/** @internal */
export const ALARM_TOLERATES_LOSSES: Rule = {
  id: 'AlarmToleratesLosses',
  severity: CheckSeverity.WARNING,
  problem: 'The threshold of an alarm on lost or failed events is above 0.',
  impact: 'Every datapoint is an event that failed after all retries, so the first lost events notify nobody.',
  fix: "Set 'Threshold' to 0 with 'ComparisonOperator' GreaterThanThreshold.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      const tolerated = toleratedBy(alarm, model);
      if (tolerated === undefined || tolerated < 1 || !alarm.metric) continue;
      const { metric } = alarm;
      const others = alarm.subjectsOf(metric).flatMap((subject) => model.alarmsOn(subject));
      if (others.some((other) => other !== alarm && other.metric?.name === metric.name && (toleratedBy(other, model) ?? 0) < 1)) continue;
      yield {
        resource: alarm.resource,
        property: 'Threshold',
        message: `'Threshold' must be 0 for ${metric.name}, where every event is a loss, got ${alarm.comparison?.sign} ${alarm.threshold}`,
        fn: model.surroundings.watchedBy(alarm)[0],
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...reader, Alarm: depth({ Threshold: 10 }) },
      { ...reader, Alarm: depth({ Threshold: 5, ComparisonOperator: 'GreaterThanOrEqualToThreshold' }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { MetricName: 'DeadLetterErrors', Threshold: 3 }) },
    ],
    good: [
      { ...reader, Alarm: depth({ Threshold: 0 }) },
      { ...reader, Alarm: depth({ Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' }) },
      { ...reader, Alarm: depth({ Threshold: 10 }), First: depth({ Threshold: 0 }) },
      { ...reader, Alarm: depth({ Threshold: ref('Threshold') }) },
      // How many errors are too many depends on the function.,
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Threshold: 3 }) },
      {
        Queue: queue(),
        Alarm: alarm(
          'AWS/SQS',
          'ApproximateNumberOfMessagesVisible',
          { QueueName: { 'Fn::GetAtt': ['Queue', 'QueueName'] } },
          { Threshold: 100 },
        ),
      },
    ],
  }),
};

/** How many losses the alarm accepts; undefined where it does not count losses, or it is not known. */
function toleratedBy(alarm: Alarm, model: ApplicationModel): number | undefined {
  const { metric, comparison, threshold } = alarm;
  if (!metric || !comparison?.rises || threshold === undefined) return undefined;
  const isOfLambda = metric.namespace === 'AWS/Lambda' && OF_LOSSES.includes(metric.name ?? '');
  if (!isOfLambda && !countsStoredFailures(alarm, model)) return undefined;
  return comparison.orEqual ? threshold - 1 : threshold;
}
