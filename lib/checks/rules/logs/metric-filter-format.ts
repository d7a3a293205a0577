import { type MetricFilter, metricFiltersIn } from '../../../template-model/alarms/metric-filter';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, join, ref, resource } from '../examples/parts';

/** Lambda's own records, as JSON has them. */
const JSON_RECORD = /\$\.type\s*=\s*"?platform\./;
/** Lambda's own lines, as text has them. */
const TEXT_LINE = /(^|[^-\w])"?(REPORT\b|INIT_REPORT\b|START RequestId|END RequestId)/;

const watched = (LogFormat: unknown, FilterPattern: unknown) => ({
  Orders: fn({ LoggingConfig: { LogFormat } }),
  Filter: resource('AWS::Logs::MetricFilter', {
    LogGroupName: join('/aws/lambda/', ref('Orders')),
    FilterPattern,
    MetricTransformations: [{ MetricNamespace: 'Shop', MetricName: 'Timeouts', MetricValue: '1' }],
  }),
});
const TIMEOUTS = '{ $.type = "platform.report" && $.record.status = "timeout" }';

/** @internal */
export const METRIC_FILTER_FORMAT: Rule = {
  id: 'MetricFilterFormat',
  severity: CheckSeverity.ERROR,
  problem: "A metric filter matches Lambda's own log records in a format that the function does not write.",
  impact: 'The metric never has data, so alarms on it never go into ALARM.',
  fix: "Write 'FilterPattern' for the 'LoggingConfig.LogFormat' of the function.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html',
  *find(model): Iterable<Violation> {
    for (const filter of metricFiltersIn(model)) {
      const format = formatOf(filter);
      const looksFor = JSON_RECORD.test(filter.pattern) ? 'JSON' : isTextOnly(filter.pattern) ? 'Text' : format;
      if (format === undefined || looksFor === format) continue;
      yield {
        resource: filter.resource,
        property: 'FilterPattern',
        message: `'FilterPattern' must match the log format of ${filter.writers[0].name}, which is ${format}, got a pattern for ${looksFor}`,
        fn: filter.writers[0],
      };
    }
  },
  examples: (): Examples => ({
    fixed: watched('JSON', TIMEOUTS),
    bad: [watched(undefined, TIMEOUTS), watched('Text', TIMEOUTS), watched('JSON', 'REPORT'), watched('JSON', '[type="REPORT", ...]')],
    good: [
      watched('JSON', TIMEOUTS),
      watched('Text', 'REPORT'),
      watched(ref('Format'), TIMEOUTS),
      watched('JSON', '?REPORT ?Error'),
      watched('Text', '{ $.level = "ERROR" }'),
      watched('Text', ref('Pattern')),
      { ...watched('Text', TIMEOUTS), Orders: fn({ LoggingConfig: { LogGroup: ref('Name') } }) },
    ],
  }),
};

/** Of alternatives, another may match. */
const isTextOnly = (pattern: string): boolean => !pattern.startsWith('{') && !/[?%]/.test(pattern) && TEXT_LINE.test(pattern);

/** In which all of them write; undefined where they differ, or only a deployment knows it. */
function formatOf({ writers }: MetricFilter): string | undefined {
  const formats = new Set(
    writers.map(({ resource }) =>
      resource.has('CapacityProviderConfig') === false ? resource.text('LoggingConfig.LogFormat', 'Text') : undefined,
    ),
  );
  return formats.size === 1 ? [...formats][0] : undefined;
}
