import type { Alarm } from '../../../template-model/alarm';
import type { ApplicationModel } from '../../../template-model/application-model';
import type { LambdaFunction } from '../../../template-model/lambda-function';
import { OF_LOSSES } from '../../../template-model/metrics';
import { intervalOf } from '../../../template-model/schedule';
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
      if (!fn || isHeartbeat(fn, alarm, model)) continue;
      yield {
        resource: alarm.resource,
        property: 'TreatMissingData',
        message: `'TreatMissingData' must be notBreaching for ${metric.name}, which has no data while a function is idle, got breaching`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) },
      { Orders: fn(), Tick: every('cron(0 * * * ? *)'), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) },
    ],
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
      // A function that runs in every period has data in every period.
      { Orders: fn(), Tick: every('rate(1 minute)'), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) },
      { Orders: fn(), Tick: every('cron(0/5 * * * ? *)'), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching' }) },
      { Orders: fn(), Tick: every('rate(1 hour)'), Alarm: errorsAlarm('Orders', { TreatMissingData: 'breaching', EvaluationPeriods: 12 }) },
      { Orders: fn(), Alarm: errorsAlarm('Orders', { TreatMissingData: ref('Missing') }) },
    ],
  }),
};

/** Whether a schedule invokes the function within the periods that the alarm waits for: missing data means that it no longer runs. */
function isHeartbeat(fn: LambdaFunction, { metric, waits }: Alarm, model: ApplicationModel): boolean {
  if (metric?.period === undefined || !waits) return true;
  const span = metric.period * waits.for;
  return model
    .invocationsOf(fn)
    .some(({ resource }) => (intervalOf(resource.text('ScheduleExpression') ?? '')?.most ?? Number.POSITIVE_INFINITY) <= span);
}
