import { metricOfQuery, type WatchedMetric } from '../../../template-model/alarms/watched-metric';
import { isFields } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, ref } from '../examples/parts';

/** The unit that each metric is published in, where AWS documents one. */
const UNITS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'AWS/Lambda': {
    Count: [
      'Invocations',
      'Errors',
      'Throttles',
      'DeadLetterErrors',
      'DestinationDeliveryFailures',
      'ConcurrentExecutions',
      'AsyncEventsDropped',
    ],
    Milliseconds: ['Duration', 'PostRuntimeExtensionsDuration', 'IteratorAge', 'AsyncEventAge'],
  },
  'AWS/SQS': {
    Count: [
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesNotVisible',
      'ApproximateNumberOfMessagesDelayed',
      'NumberOfMessagesSent',
      'NumberOfMessagesReceived',
      'NumberOfMessagesDeleted',
      'NumberOfEmptyReceives',
    ],
    Seconds: ['ApproximateAgeOfOldestMessage'],
    Bytes: ['SentMessageSize'],
  },
  'AWS/SNS': {
    Count: ['NumberOfMessagesPublished', 'NumberOfNotificationsDelivered', 'NumberOfNotificationsFailed'],
    Bytes: ['PublishSize'],
  },
  'AWS/ApiGateway': {
    Count: ['4XXError', '5XXError', '4xx', '5xx', 'Count', 'CacheHitCount', 'CacheMissCount'],
    Milliseconds: ['Latency', 'IntegrationLatency'],
  },
  'AWS/Kinesis': { Milliseconds: ['GetRecords.IteratorAgeMilliseconds'] },
  'AWS/DynamoDB': { Count: ['ThrottledRequests', 'SystemErrors', 'UserErrors'], Milliseconds: ['SuccessfulRequestLatency'] },
};

/** @internal */
export const ALARM_UNIT_MISMATCH: Rule = {
  id: 'AlarmUnitMismatch',
  severity: CheckSeverity.ERROR,
  problem: 'An alarm has a unit that its metric is not published in.',
  impact: 'CloudWatch does not convert units, so the alarm never has data: it never goes into ALARM and looks healthy.',
  fix: "Remove 'Unit' from the alarm.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      const { resource, metrics } = alarm;
      const own = resource.text('Unit');
      const queries = (resource.list('Metrics') ?? []).flatMap((query) => {
        const stat = isFields(query) ? query.MetricStat : undefined;
        return isFields(stat) && typeof stat.Unit === 'string'
          ? metricOfQuery(query).map((metric) => ({ metric, unit: stat.Unit as string }))
          : [];
      });
      const [first] = [...(own === undefined ? [] : metrics.map((metric) => ({ metric, unit: own }))), ...queries].filter(
        ({ metric, unit }) => (unitOf(metric) ?? unit) !== unit,
      );
      if (!first) continue;
      const message = `'Unit' must be ${unitOf(first.metric)} for ${first.metric.name}, got ${first.unit}`;
      yield {
        resource,
        property: 'Unit',
        message,
        fn: model.surroundings.watchedBy(alarm)[0],
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Unit: 'Seconds' }) },
      {
        Orders: fn(),
        Alarm: alarm('AWS/Lambda', 'Duration', { FunctionName: ref('Orders') }, { Unit: 'Seconds', Statistic: 'Maximum', Threshold: 2 }),
      },
      { Alarm: alarm('AWS/ApiGateway', 'Latency', { ApiName: 'shop' }, { Unit: 'Seconds', Statistic: 'p99', Threshold: 2 }) },
      { Alarm: alarm('AWS/SQS', 'NumberOfMessagesDeleted', { QueueName: 'orders' }, { Unit: 'Seconds' }) },
      { Alarm: alarm('AWS/SNS', 'NumberOfNotificationsFailed', { TopicName: 'orders' }, { Unit: 'Percent' }) },
    ],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Unit: 'Count' }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { Unit: ref('Unit') }) },
      { Orders: fn(), Alarm: alarm('Shop', 'Orders', {}, { Unit: 'Seconds' }) },
      { Alarm: alarm('AWS/ApiGateway', 'Latency', { ApiName: 'shop' }, { Unit: 'Milliseconds', Statistic: 'Maximum', Threshold: 2 }) },
    ],
  }),
};

const unitOf = ({ namespace, name }: WatchedMetric): string | undefined =>
  Object.entries(UNITS[namespace ?? ''] ?? {}).find(([, names]) => names.includes(name ?? ''))?.[0];
