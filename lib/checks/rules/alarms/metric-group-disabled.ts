import { OF_MAPPINGS } from '../../../template-model/alarms/metrics';
import { LambdaFunction } from '../../../template-model/functions/lambda-function';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm } from '../examples/alarms';
import { fn, mapping, queue, ref } from '../examples/parts';

const source = (properties: Record<string, unknown>, MetricName = 'FailedInvokeEventCount') => ({
  Orders: fn(),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders', properties),
  Alarm: alarm('AWS/Lambda', MetricName, { EventSourceMappingUUID: ref('Mapping') }),
});
const loops = (properties: Record<string, unknown>) => ({
  Orders: fn(properties),
  Alarm: alarm('AWS/Lambda', 'RecursiveInvocationsDropped', { FunctionName: ref('Orders') }),
});

/** @internal */
export const METRIC_GROUP_DISABLED: Rule = {
  id: 'MetricGroupDisabled',
  severity: CheckSeverity.ERROR,
  problem: 'An alarm uses a metric that Lambda publishes only when it is enabled, and it is not enabled.',
  impact: 'The alarm never has data: it never goes into ALARM and looks healthy.',
  fix: "Add the group of the metric to 'MetricsConfig.Metrics' of the event source mapping, for example 'EventCount'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  *find(model): Iterable<Violation> {
    for (const alarm of model.alarms) {
      for (const metric of alarm.metrics) {
        if (metric.namespace !== 'AWS/Lambda' || metric.name === undefined) continue;
        for (const subject of alarm.subjectsOf(metric)) {
          const message = reasonOf(metric.name, subject);
          if (message !== undefined)
            yield { resource: alarm.resource, property: 'MetricName', message, fn: model.surroundings.functionsOf(subject)[0] };
        }
      }
    }
  },
  examples: (): Examples => ({
    bad: [source({}), source({ MetricsConfig: { Metrics: ['ErrorCount'] } }), loops({ RecursiveLoop: 'Allow' })],
    good: [
      source({ MetricsConfig: { Metrics: ['EventCount'] } }),
      source({ MetricsConfig: { Metrics: [ref('Group')] } }),
      source({ MetricsConfig: ref('Config') }),
      source({}, 'Errors'),
      loops({}),
    ],
  }),
};

function reasonOf(metric: string, subject: Resource): string | undefined {
  if (metric === 'RecursiveInvocationsDropped' && subject.text('RecursiveLoop') === 'Allow')
    return `'MetricName' must be a metric that Lambda publishes, got ${metric}, which it does not publish while 'RecursiveLoop' of ${new LambdaFunction(subject).name} is 'Allow'`;
  const group = Object.keys(OF_MAPPINGS).find((each) => OF_MAPPINGS[each].includes(metric));
  if (group === undefined || subject.type !== 'AWS::Lambda::EventSourceMapping') return undefined;
  const groups = subject.list('MetricsConfig.Metrics');
  if (!groups?.every((each) => typeof each === 'string') || groups.includes(group) || subject.has('MetricsConfig') === undefined)
    return undefined;
  return `'MetricName' must be a metric that Lambda publishes, got ${metric}, for which 'MetricsConfig' of ${subject.label} must have '${group}'`;
}
