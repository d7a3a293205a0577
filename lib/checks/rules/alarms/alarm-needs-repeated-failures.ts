import { failuresInARow } from '../../../service-limits/failures-in-a-row';
import { OF_LOSSES } from '../../../template-model/alarms/metrics';
import type { WatchedMetric } from '../../../template-model/alarms/watched-metric';
import type { ApplicationModel } from '../../../template-model/application-model';
import { isScheduled } from '../../../template-model/events/invocation';
import { intervalOf } from '../../../template-model/events/schedule';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { errorsAlarm } from '../examples/alarms';
import { arn, fn, resource } from '../examples/parts';

const RETRIES = 2;

const three = (properties: Record<string, unknown>) => errorsAlarm('Orders', { EvaluationPeriods: 3, DatapointsToAlarm: 3, ...properties });
const every = (ScheduleExpression: unknown) =>
  resource('AWS::Events::Rule', { ScheduleExpression, Targets: [{ Id: 'Orders', Arn: arn('Orders') }] });

/** @internal */
export const ALARM_NEEDS_REPEATED_FAILURES: Rule = {
  id: 'AlarmNeedsRepeatedFailures',
  severity: CheckSeverity.WARNING,
  problem: 'An alarm needs failures in more consecutive periods than the function can have.',
  impact: 'Periods without data count as healthy, so the alarm never goes into ALARM for rare failures or for a rarely invoked function.',
  fix: "Set 'EvaluationPeriods' and 'DatapointsToAlarm' to 1.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      const { metric, waits } = alarm;
      if (metric?.namespace !== 'AWS/Lambda' || metric.name === undefined || !waits || waits.for < 2 || waits.for !== waits.of) continue;
      if (alarm.missingData !== 'notBreaching' || alarm.watchesRise !== true) continue;
      const [fn] = model.surroundings.watchedBy(alarm);
      const why = OF_LOSSES.includes(metric.name) ? 'where every datapoint is a lost event' : fn && tooSeldom(metric, waits.for, fn, model);
      if (why === undefined) continue;
      const message = `'EvaluationPeriods' must be 1 for ${metric.name}, ${why}, got ${waits.for} consecutive periods`;
      yield { resource: alarm.resource, property: 'EvaluationPeriods', message, fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Alarm: three({ MetricName: 'DeadLetterErrors' }) },
      { Orders: fn(), Alarm: three({ MetricName: 'DeadLetterErrors', DatapointsToAlarm: undefined }) },
      { Orders: fn(), Rule: every('rate(1 hour)'), Alarm: three({}) },
      { Orders: fn(), Rule: every('cron(0 3 * * ? *)'), Alarm: three({ Period: 60 }) },
    ],
    good: [
      { Orders: fn(), Alarm: three({ MetricName: 'DeadLetterErrors', DatapointsToAlarm: 1 }) },
      { Orders: fn(), Alarm: three({ MetricName: 'DeadLetterErrors', EvaluationPeriods: 1, DatapointsToAlarm: 1 }) },
      // One datapoint is enough where those that are missing are left out.
      { Orders: fn(), Alarm: three({ MetricName: 'DeadLetterErrors', TreatMissingData: 'missing' }) },
      { Orders: fn(), Alarm: three({}) },
      { Orders: fn(), Rule: every('rate(1 minute)'), Alarm: three({ Period: 60 }) },
      { Orders: fn(), Rule: every({ Ref: 'Schedule' }), Alarm: three({}) },
      {
        Orders: fn(),
        Rule: every('rate(1 hour)'),
        Topic: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint: arn('Orders') }] }),
        Alarm: three({}),
      },
    ],
  }),
};

/** Whether nothing but schedules invokes the function, too seldom for so many failures in a row. */
function tooSeldom(metric: WatchedMetric, row: number, fn: LambdaFunction, model: ApplicationModel): string | undefined {
  const invocations = model.invocationsOf(fn);
  if (metric.name !== 'Errors' || metric.period === undefined || fn.timeout === undefined) return undefined;
  if (model.resources.isOpen || invocations.length !== 1 || !isScheduled(invocations[0]) || model.mappingsOf(fn).length > 0)
    return undefined;
  const interval = intervalOf(invocations[0].resource.text('ScheduleExpression') ?? '')?.least;
  if (interval === undefined || failuresInARow(interval, fn.timeout, RETRIES, metric.period) >= row) return undefined;
  return `because ${fn.name} is invoked every ${interval} seconds at most`;
}
