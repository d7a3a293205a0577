import type { ApplicationModel } from '../../template-model/application-model';
import { isFields, type Resource } from '../../template-model/resource';
import { calledResource, keyOf } from '../called';
import type { CostLine } from './cost-evidence';
import { type Term, term } from './terms';

const HOURS = 730;

/** Each metric of an expression is billed. A period below a minute makes it one of high resolution. */
function alarmTerms(alarm: Resource): Term[] {
  const own = alarm.get('MetricName') === undefined ? (alarm.list('Metrics') ?? []) : [alarm.get('Period')];
  const periods = own.flatMap((query) => {
    if (!isFields(query)) return typeof query === 'number' || alarm.get('MetricName') !== undefined ? [Number(query)] : [];
    const { MetricStat: stat, Expression: expression, Period: period } = query;
    if (isFields(stat)) return [Number(stat.Period)];
    // A query over all functions reads at least one metric.
    return typeof expression === 'string' && /\bSELECT\b/i.test(expression) ? [Number(period)] : [];
  });
  const fast = periods.filter((period) => period < 60).length;
  return [
    ...(periods.length > fast ? [term('metrics', 'alarmMetric', periods.length - fast)] : []),
    ...(fast > 0 ? [term('metrics of high resolution', 'alarmMetricHighResolution', fast)] : []),
  ];
}

/** Of a stream on demand, what is written and read is paid for. */
function shardTerms(stream: Resource): Term[] {
  const shards = stream.number('ShardCount', stream.get('StreamModeDetails.StreamMode') === 'ON_DEMAND' ? 0 : 1) ?? 0;
  return shards === 0 ? [] : [term('shards', 'shardHour', shards * HOURS)];
}

interface Kind {
  readonly protection: string;
  readonly idle?: (resource: Resource) => Term[];
  readonly perMillion?: readonly Term[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::CloudWatch::Alarm': { protection: 'alarms', idle: alarmTerms },
  'AWS::CloudWatch::CompositeAlarm': { protection: 'alarms', idle: () => [term('composite alarm', 'compositeAlarm', 1)] },
  'AWS::CloudWatch::Dashboard': { protection: 'dashboards', idle: () => [term('dashboard', 'dashboard', 1)] },
  'AWS::Kinesis::Stream': { protection: 'event sources', idle: shardTerms },
  'AWS::KMS::Key': { protection: 'customer-managed keys', idle: () => [term('key', 'key', 1)] },
  'AWS::SQS::Queue': { protection: 'queues' },
  'AWS::SNS::Topic': { protection: 'notifications' },
  'AWS::SNS::Subscription': { protection: 'notifications' },
  'AWS::Events::EventBus': { protection: 'event sources', perMillion: [term('events', 'busEvent', 1)] },
  'AWS::Logs::LogGroup': { protection: 'logs' },
};

/** What a resource costs that is not priced with a function; absent where its price is not known. @internal */
export function resourceLine(resource: Resource, model: ApplicationModel): CostLine | undefined {
  const isTable = resource.type === 'AWS::DynamoDB::Table' && model.idempotencyTables.has(resource);
  const kind: Kind | undefined = isTable
    ? { protection: 'idempotency', perMillion: [term('two writes an event', 'tableWrite', 2)] }
    : KINDS[resource.type];
  if (!kind) return undefined;
  return {
    key: keyOf(resource),
    label: calledResource(resource),
    type: resource.type,
    protection: kind.protection,
    idle: kind.idle?.(resource) ?? [],
    perMillion: kind.perMillion ?? [],
  };
}
