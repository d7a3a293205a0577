import { nearest } from '../../../filters/engine/operator-names';
import { CheckLevel } from '../../check-level';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, ref } from '../examples/parts';
import { METRICS } from '../../../template-model/metrics';
import type { WatchedMetric } from '../../../template-model/watched-metric';
import type { Examples, Hit, Rule } from '../../rule';

/** What a metric is taken for, and what it is called. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  Timeout: 'Errors',
  Timeouts: 'Errors',
  Failures: 'Errors',
  FailedInvocations: 'Errors',
  FunctionErrors: 'Errors',
  InvocationErrors: 'Errors',
  ErrorCount: 'Errors',
  RequestCount: 'Invocations',
  InvocationCount: 'Invocations',
  ThrottledRequests: 'Throttles',
  ThrottleCount: 'Throttles',
  DeadLetterQueueErrors: 'DeadLetterErrors',
  IteratorAgeMilliseconds: 'IteratorAge',
  'GetRecords.IteratorAgeMilliseconds': 'IteratorAge',
  AgeOfOldestMessage: 'ApproximateAgeOfOldestMessage',
  ApproximateNumberOfMessages: 'ApproximateNumberOfMessagesVisible',
  NumberOfMessagesVisible: 'ApproximateNumberOfMessagesVisible',
  ApproximateNumberOfVisibleMessages: 'ApproximateNumberOfMessagesVisible',
};
const TYPING_ERRORS = 2;

/** @internal */
export const ALARM_METRIC_UNKNOWN: Rule = {
  id: 'AlarmMetricUnknown',
  level: CheckLevel.ERROR,
  wrong: 'An alarm watches a metric that Lambda or SQS does not have.',
  consequence: 'CloudWatch takes any name: the alarm waits for a metric that never comes, and looks healthy.',
  wayOut: "name the metric as the service's page spells it",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  *find(picture): Iterable<Hit> {
    for (const alarm of picture.alarms) {
      for (const metric of alarm.metrics) {
        const got = misspelt(metric);
        if (got) yield { resource: alarm.resource, ...got, fn: picture.surroundings.watchedBy(alarm)[0] };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { MetricName: 'Error' }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { MetricName: 'Timeouts' }) },
      { Orders: fn(), Alarm: alarm('AWS/SQS', 'Errors', { FunctionName: ref('Orders') }) },
      { Orders: fn(), Alarm: alarm('AWS/lambda', 'Errors', { FunctionName: ref('Orders') }) },
    ],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { MetricName: 'ColdStartsOfNextYear' }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { MetricName: ref('Metric') }) },
      { Orders: fn(), Alarm: alarm('Shop', 'Error', {}) },
    ],
  }),
};

const isOf = (namespace: string, name: string): boolean => Object.hasOwn(METRICS, namespace) && METRICS[namespace].includes(name);

/** Only what surely means another: services get new metrics. */
function misspelt({ namespace, name }: WatchedMetric): { readonly property: string; readonly sentence: string } | undefined {
  if (namespace === undefined || name === undefined || isOf(namespace, name)) return undefined;
  const known = Object.keys(METRICS).find((each) => each.toLowerCase() === namespace.toLowerCase());
  if (known === undefined) return undefined;
  if (known !== namespace) return { property: 'Namespace', sentence: `'Namespace' must be ${known}, got ${namespace}` };
  const other = Object.keys(METRICS).find((each) => isOf(each, name));
  const meant = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : nearest(name, METRICS[known], () => TYPING_ERRORS);
  const way = other ? `it is one of ${other}` : meant && `did you mean '${meant}'`;
  return way === undefined
    ? undefined
    : { property: 'MetricName', sentence: `'MetricName' must be a metric of ${known}, got ${name}; ${way}` };
}
