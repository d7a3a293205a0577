import type { Alarm } from '../../../template-model/alarms/alarm';
import { countsStoredFailures } from '../../../template-model/alarms/failure-depth';
import { OF_LOSSES } from '../../../template-model/alarms/metrics';
import type { WatchedMetric } from '../../../template-model/alarms/watched-metric';
import type { ApplicationModel } from '../../../template-model/application-model';
import { intervalOf } from '../../../template-model/events/schedule';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { arn, fn, mapping, queue, redrive, ref, resource } from '../examples/parts';

/** What has no data while nothing happens, by namespace. */
const FAILURES: Readonly<Record<string, readonly string[]>> = {
  'AWS/Lambda': ['Errors', 'Throttles', ...OF_LOSSES],
  'AWS/ApiGateway': ['4XXError', '5XXError', '4xx', '5xx'],
  'AWS/SNS': ['NumberOfNotificationsFailed'],
  'AWS/Events': ['FailedInvocations'],
  'AWS/States': ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'],
};

const reader = { Orders: fn(), Queue: queue(redrive('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders') };
const depth = (id: string, properties: Record<string, unknown>) =>
  alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: { 'Fn::GetAtt': [id, 'QueueName'] } }, properties);
const BREACHING = { TreatMissingData: 'breaching' };

const every = (ScheduleExpression: string) =>
  resource('AWS::Events::Rule', { ScheduleExpression, Targets: [{ Id: 'Orders', Arn: arn('Orders') }] });

/** @internal */
export const ALARM_MISSING_DATA_BREACHING: Rule = {
  id: 'AlarmMissingDataBreaching',
  severity: CheckSeverity.WARNING,
  problem: 'An alarm on failures treats missing data as breaching.',
  impact:
    'The metric has no data while nothing happens, so the alarm goes into ALARM whenever the application is idle, and people ignore it.',
  fix: "Set 'TreatMissingData' of the alarm to 'notBreaching'.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      const { metric } = alarm;
      if (alarm.missingData !== 'breaching' || alarm.watchesRise !== true) continue;
      const isOfQueue = countsStoredFailures(alarm, model);
      if (!metric || !(isOfQueue || isFailure(metric))) continue;
      const [fn] = model.surroundings.watchedBy(alarm);
      if (!isOfQueue && (fn ? isHeartbeat(fn, alarm, model) : metric.namespace === 'AWS/Lambda')) continue;
      yield {
        resource: alarm.resource,
        property: 'TreatMissingData',
        message: `'TreatMissingData' must be notBreaching for ${metric.name}, which has no data while nothing happens, got breaching`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) },
      { Orders: fn(), Tick: every('cron(0 * * * ? *)'), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) },
      { ...reader, Alarm: depth('Failed', BREACHING) },
      { Alarm: alarm('AWS/ApiGateway', '5XXError', { ApiName: 'shop' }, BREACHING) },
    ],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
      // What is read at all times has data at all times.
      { ...reader, Alarm: depth('Queue', BREACHING) },
      { Alarm: alarm('AWS/ApiGateway', 'Latency', { ApiName: 'shop' }, BREACHING) },
      { Alarm: alarm('AWS/ApiGateway', '5XXError', { ApiName: 'shop' }) },
      { Alarm: errorsAlarm('Elsewhere', BREACHING) },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', {
          TreatMissingData: 'breaching',
          MetricName: 'Invocations',
          ComparisonOperator: 'LessThanThreshold',
          Threshold: 1,
        }),
      },
      // A function that runs in every period has data in every period.
      { Orders: fn(), Tick: every('rate(1 minute)'), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) },
      { Orders: fn(), Tick: every('cron(0/5 * * * ? *)'), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) },
      { Orders: fn(), Tick: every('rate(1 hour)'), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching', EvaluationPeriods: 12 }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { TreatMissingData: ref('Missing') }) },
      {
        Orders: fn(),
        Tick: resource('AWS::Events::Rule', { ScheduleExpression: ref('Every'), Targets: [{ Id: 'Orders', Arn: arn('Orders') }] }),
        Alarm: errorsAlarm('Orders', BREACHING),
      },
    ],
  }),
};

const isFailure = ({ namespace = '', name = '' }: WatchedMetric): boolean =>
  Object.hasOwn(FAILURES, namespace) && FAILURES[namespace].includes(name);

/** Whether a schedule invokes the function within the periods that the alarm waits for: missing data means that it no longer runs. */
function isHeartbeat(fn: LambdaFunction, { metric, waits }: Alarm, model: ApplicationModel): boolean {
  if (metric?.period === undefined || !waits) return true;
  const span = metric.period * waits.for;
  return model.invocationsOf(fn).some(({ resource }) => {
    const expression = resource.text('ScheduleExpression', '');
    return expression === undefined || (intervalOf(expression)?.most ?? Number.POSITIVE_INFINITY) <= span;
  });
}
