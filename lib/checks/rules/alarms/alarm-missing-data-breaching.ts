import type { ApplicationModel } from '../../../template-model/application-model';
import type { LambdaFunction } from '../../../template-model/lambda-function';
import { OF_LOSSES } from '../../../template-model/metrics';
import { secondsBetween } from '../../../template-model/schedule';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { arn, fn, ref, resource } from '../examples/parts';

const FAILURES = ['Errors', 'Throttles', ...OF_LOSSES];

const every = (ScheduleExpression: string) =>
  resource('AWS::Events::Rule', { ScheduleExpression, Targets: [{ Id: 'Orders', Arn: arn('Orders') }] });

/** @internal */
export const ALARM_MISSING_DATA_BREACHING: Rule = {
  id: 'AlarmMissingDataBreaching',
  severity: CheckSeverity.WARNING,
  problem: 'An alarm on failures treats missing data as breaching.',
  impact: 'The metric has no data while the function is idle, so the alarm goes into ALARM whenever nothing happens, and people ignore it.',
  fix: "Set 'TreatMissingData' of the alarm to 'notBreaching'.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      const { metric } = alarm;
      if (alarm.missingData !== 'breaching' || alarm.watchesRise !== true) continue;
      if (metric?.namespace !== 'AWS/Lambda' || !FAILURES.includes(metric.name ?? '')) continue;
      const [fn] = model.surroundings.watchedBy(alarm);
      if (!fn || isHeartbeat(fn, metric.period, model)) continue;
      yield {
        resource: alarm.resource,
        property: 'TreatMissingData',
        message: `'TreatMissingData' must be notBreaching for ${metric.name}, which has no data while a function is idle, got breaching`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) }],
    good: [
      { Orders: fn(), Alarm: errorsAlarm('Orders') },
      {
        Orders: fn(),
        Alarm: errorsAlarm('Orders', {
          TreatMissingData: 'breaching',
          MetricName: 'Invocations',
          ComparisonOperator: 'LessThanThreshold',
          Threshold: 1,
        }),
      },
      // A function that runs in every period has data in every period.,
      { Orders: fn(), Tick: every('rate(1 minute)'), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { TreatMissingData: ref('Missing') }) },
    ],
  }),
};

/** Whether a schedule invokes the function in each period: missing data then means that it no longer runs. */
function isHeartbeat(fn: LambdaFunction, period: number | undefined, model: ApplicationModel): boolean {
  if (period === undefined) return true;
  return model
    .invocationsOf(fn)
    .some(({ resource }) => (secondsBetween(resource.text('ScheduleExpression') ?? '') ?? Number.POSITIVE_INFINITY) <= period);
}
