import { metricFiltersIn } from '../../../template-model/alarms/metric-filter';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, join, ref, resource } from '../examples/parts';

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const OTHER_NAMES: Readonly<Record<string, string>> = { WARNING: 'WARN', CRITICAL: 'FATAL' };

const watched = (FilterPattern: string, LoggingConfig: Record<string, unknown>) => ({
  Orders: fn({ LoggingConfig: { LogFormat: 'JSON', ...LoggingConfig } }),
  Filter: resource('AWS::Logs::MetricFilter', {
    LogGroupName: join('/aws/lambda/', ref('Orders')),
    FilterPattern,
    MetricTransformations: [{ MetricNamespace: 'Shop', MetricName: 'Warnings', MetricValue: '1' }],
  }),
});
const MEMORY = '{ $.type = "platform.report" && $.record.metrics.maxMemoryUsedMB >= 400 }';

/** @internal */
export const METRIC_FILTER_LEVEL: Rule = {
  id: 'MetricFilterLevel',
  severity: CheckSeverity.WARNING,
  problem: "A metric filter matches log records that the function's log level suppresses.",
  impact: 'The metric never has data, so alarms on it never go into ALARM.',
  fix: "Set 'LoggingConfig.ApplicationLogLevel' or 'LoggingConfig.SystemLogLevel' of the function to the level of these records.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html',
  *find(model): Iterable<Violation> {
    for (const { resource, pattern, writers } of metricFiltersIn(model)) {
      const [fn, ...others] = writers;
      if (others.length > 0 || pattern.includes('||') || fn.resource.text('LoggingConfig.LogFormat') !== 'JSON') continue;
      const got = suppressed(pattern, fn);
      if (got === undefined) continue;
      yield { resource, property: 'FilterPattern', message: `'FilterPattern' must match what ${fn.name} writes, got ${got}`, fn };
    }
  },
  examples: (): Examples => ({
    fixed: watched('{ $.level = "WARN" }', { ApplicationLogLevel: 'WARN' }),
    bad: [
      watched('{ $.level = "WARN" }', { ApplicationLogLevel: 'ERROR' }),
      watched('{ $.level = DEBUG }', {}),
      watched('{ $.type = "platform.start" }', { SystemLogLevel: 'WARN' }),
      watched(MEMORY, { SystemLogLevel: 'WARN' }),
    ],
    good: [
      watched('{ $.level = "ERROR" }', { ApplicationLogLevel: 'ERROR' }),
      watched('{ $.level = "WARN" || $.level = "ERROR" }', { ApplicationLogLevel: 'ERROR' }),
      watched('{ $.level = "WARN" }', { ApplicationLogLevel: ref('Level') }),
      watched('{ $.level = "DEBUG" }', { LogFormat: 'Text' }),
      watched('{ $.type = "platform.report" && $.record.status = "timeout" }', { SystemLogLevel: 'WARN' }),
      watched(MEMORY, {}),
    ],
  }),
};

function suppressed(pattern: string, { resource }: LambdaFunction): string | undefined {
  const system = resource.text('LoggingConfig.SystemLogLevel', 'INFO');
  // Of reports, those on what failed are of level WARN, all others of INFO.
  const isInfo = /platform\.start\b/.test(pattern) || (/platform\.report\b/.test(pattern) && !/status|errorType/.test(pattern));
  if (system === 'WARN' && isInfo) return "records of level INFO, which 'SystemLogLevel' WARN suppresses";
  const application = resource.text('LoggingConfig.ApplicationLogLevel', 'INFO');
  const level = /\$\.level\s*=\s*"?([A-Za-z]+)"?/.exec(pattern)?.[1].toUpperCase();
  const rank = level === undefined ? -1 : LEVELS.indexOf(OTHER_NAMES[level] ?? level);
  if (application === undefined || rank < 0 || rank >= LEVELS.indexOf(application)) return undefined;
  return `records of level ${level}, which 'ApplicationLogLevel' ${application} suppresses`;
}
