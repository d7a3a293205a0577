import type { Alarm } from '../../../template-model/alarms/alarm';
import { reachOf } from '../../../template-model/alarms/metric-reach';
import type { ApplicationModel } from '../../../template-model/application-model';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { arn, fn, queue, ref, streamMapping, table } from '../examples/parts';

const above = (Threshold: number, others: Record<string, unknown> = {}) => ({ Statistic: 'Maximum', Threshold, ...others });
const depth = (properties: Record<string, unknown>) =>
  alarm('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }, properties);
const ofOrders = (name: string, properties: Record<string, unknown>) =>
  alarm('AWS/Lambda', name, { FunctionName: ref('Orders') }, properties);

/** @internal */
export const ALARM_CANNOT_FIRE: Rule = {
  id: 'AlarmCannotFire',
  severity: CheckSeverity.ERROR,
  problem: 'The threshold of an alarm is outside of the range of its metric.',
  impact: 'The alarm never goes into ALARM, so nobody is notified of a failure.',
  fix: "Set 'Threshold' to a value that the metric reaches when something is wrong, for example 0 for 'Errors' with 'Statistic' Sum.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      const message = beyond(alarm, model);
      if (message !== undefined)
        yield { resource: alarm.resource, property: 'Threshold', message, fn: model.surroundings.watchedBy(alarm)[0] };
    }
  },
  examples: (): Examples => ({
    fixed: { Orders: fn(), Alarm: errorsAlarm('Orders', { Threshold: 0 }) },
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Statistic: 'Average', Threshold: 1 }) },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', { Statistic: 'Maximum', Threshold: 5, ComparisonOperator: 'GreaterThanOrEqualToThreshold' }),
      },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { ComparisonOperator: 'LessThanThreshold' }) },
      { Orders: fn({ Timeout: 10 }), Alarm: ofOrders('Duration', above(25_000)) },
      { Orders: fn(), Alarm: ofOrders('ProvisionedConcurrencyUtilization', above(80)) },
      { Orders: fn({ ReservedConcurrentExecutions: 10 }), Alarm: ofOrders('ConcurrentExecutions', above(900)) },
      { Orders: fn(), Table: table(), Mapping: streamMapping('Table', 'Orders'), Alarm: ofOrders('IteratorAge', above(90_000_000)) },
      { Queue: queue({ MessageRetentionPeriod: 3600 }), Alarm: depth(above(3600)) },
    ],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Threshold: 5 }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Statistic: 'Average', Threshold: 0.05 }) },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', { Statistic: 'Average', Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' }),
      },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Statistic: 'Average', Threshold: ref('Threshold') }) },
      { Orders: fn({ Timeout: 10 }), Alarm: ofOrders('Duration', above(9_000)) },
      { Orders: fn({ Timeout: ref('Timeout') }), Alarm: ofOrders('Duration', above(25_000)) },
      { Orders: fn(), Alarm: ofOrders('ConcurrentExecutions', above(900)) },
      { Orders: fn(), Alarm: ofOrders('IteratorAge', above(90_000_000)) },
      { Queue: queue(), Alarm: depth(above(3600)) },
      { Queue: queue({ MessageRetentionPeriod: ref('Retention') }), Alarm: depth(above(400_000)) },
      {
        Queue: queue(),
        Alarm: alarm('AWS/SQS', 'NumberOfMessagesSent', { QueueName: arn('Queue') }, { ComparisonOperator: 'LessThanOrEqualToThreshold' }),
      },
    ],
  }),
};

function beyond(alarm: Alarm, model: ApplicationModel): string | undefined {
  const { metric, comparison, threshold } = alarm;
  if (!metric || !comparison || threshold === undefined) return undefined;
  const got = `got ${comparison.sign} ${threshold}`;
  if (!comparison.rises) {
    const isBelow = comparison.orEqual ? threshold < 0 : threshold <= 0;
    const isCounted = metric.namespace === 'AWS/Lambda' || metric.namespace === 'AWS/SQS';
    return isBelow && isCounted ? `'Threshold' must be above 0, because ${metric.name} is never negative, ${got}` : undefined;
  }
  const reach = reachOf(metric, alarm, model);
  if (!reach || (comparison.orEqual ? threshold <= reach.most : threshold < reach.most)) return undefined;
  return `'Threshold' must be below the maximum of ${metric.name}, which is ${reach.called}, ${got}`;
}
