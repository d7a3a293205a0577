import { nearest } from '../../../core/input/nearest';
import { METRICS } from '../../../template-model/alarms/metrics';
import type { WatchedMetric } from '../../../template-model/alarms/watched-metric';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, ref } from '../examples/parts';

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
  severity: CheckSeverity.ERROR,
  problem: 'An alarm uses a metric that its namespace does not have.',
  impact: 'CloudWatch accepts any metric name, so the alarm never has data: it never goes into ALARM and looks healthy.',
  fix: "Set 'MetricName' and 'Namespace' to the names in the documentation of the service, for example 'Errors' in 'AWS/Lambda'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      for (const metric of alarm.metrics) {
        const got = misspelt(metric);
        if (got) yield { resource: alarm.resource, ...got, fn: model.surroundings.watchedBy(alarm)[0] };
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
function misspelt({ namespace, name }: WatchedMetric): { readonly property: string; readonly message: string } | undefined {
  if (namespace === undefined || name === undefined || isOf(namespace, name)) return undefined;
  const known = Object.keys(METRICS).find((each) => each.toLowerCase() === namespace.toLowerCase());
  if (known === undefined) return undefined;
  if (known !== namespace) return { property: 'Namespace', message: `'Namespace' must be ${known}, got ${namespace}` };
  const other = Object.keys(METRICS).find((each) => isOf(each, name));
  const suggested = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : nearest(name, METRICS[known], () => TYPING_ERRORS);
  const hint = other ? `it is one of ${other}` : suggested && `did you mean '${suggested}'`;
  return hint === undefined
    ? undefined
    : { property: 'MetricName', message: `'MetricName' must be a metric of ${known}, got ${name}; ${hint}` };
}
