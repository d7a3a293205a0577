import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { ref, resource } from '../examples/parts';

const group = (LogGroupClass: unknown) => resource('AWS::Logs::LogGroup', { LogGroupClass });
const metricFilter = resource('AWS::Logs::MetricFilter', {
  LogGroupName: ref('Logs'),
  FilterPattern: 'ERROR',
  MetricTransformations: [{ MetricNamespace: 'Shop', MetricName: 'Errors', MetricValue: '1' }],
});

/** @internal */
export const LOG_CLASS_WITHOUT_FILTERS: Rule = {
  id: 'LogClassWithoutFilters',
  severity: CheckSeverity.ERROR,
  problem: 'A metric filter or a subscription filter is on a log group of the class INFREQUENT_ACCESS.',
  impact: 'CloudWatch Logs refuses filters for this class, and the deployment fails.',
  fix: "Set 'LogGroupClass' of the log group to STANDARD; changing it replaces the log group.",
  docsUrl: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html',
  *find(model): Iterable<Violation> {
    for (const filter of model.resources.ofType('AWS::Logs::MetricFilter', 'AWS::Logs::SubscriptionFilter')) {
      const group = model.resources.behind(filter.get('LogGroupName'), 'AWS::Logs::LogGroup');
      if (group?.text('LogGroupClass') !== 'INFREQUENT_ACCESS') continue;
      const message = `'LogGroupName' must be a log group of the class STANDARD, got ${group.label} of the class INFREQUENT_ACCESS`;
      yield { resource: filter, property: 'LogGroupName', message };
    }
  },
  examples: (): Examples => ({
    bad: [{ Logs: group('INFREQUENT_ACCESS'), Filter: metricFilter }],
    good: [
      { Logs: group('STANDARD'), Filter: metricFilter },
      { Logs: group(ref('Class')), Filter: metricFilter },
      { Logs: resource('AWS::Logs::LogGroup'), Filter: metricFilter },
      { Logs: group('INFREQUENT_ACCESS') },
    ],
  }),
};
