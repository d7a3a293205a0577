import { shown } from '../display';
import { isFields, isList, type Resource, type Value } from '../resource';
import { fleetQueryIn } from './metrics-query';

/** A metric of CloudWatch that an alarm looks at. @internal */
export interface WatchedMetric {
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly dimensions: readonly (readonly [string, Value])[];
  /** Whether every dimension is known by its name. */
  readonly isWhole: boolean;
  readonly statistic: string | undefined;
  /** In seconds. */
  readonly period: number | undefined;
}

const seconds = (value: Value): number | undefined =>
  (typeof value === 'number' || typeof value === 'string') && Number(value) > 0 ? Number(value) : undefined;

const TEXT = (value: Value): string | undefined => (typeof value === 'string' ? value : undefined);

/** The metric that an alarm itself names. @internal */
export function metricOf(resource: Resource): WatchedMetric {
  return {
    namespace: resource.text('Namespace'),
    name: resource.text('MetricName'),
    ...dimensionsOf(resource.get('Dimensions')),
    statistic: resource.text('Statistic') ?? resource.text('ExtendedStatistic'),
    period: resource.number('Period'),
  };
}

/** The metric of one of an alarm's queries, none where it computes. A query over all functions is a metric without dimensions. @internal */
export function metricOfQuery(query: Value): WatchedMetric[] {
  const fleet = isFields(query) && typeof query.Expression === 'string' ? fleetQueryIn(query.Expression) : undefined;
  if (fleet && isFields(query)) {
    return [{ namespace: 'AWS/Lambda', dimensions: [], isWhole: true, period: seconds(query.Period), ...fleet }];
  }
  const stat = isFields(query) ? query.MetricStat : undefined;
  const metric = isFields(stat) ? stat.Metric : undefined;
  if (!isFields(stat) || !isFields(metric)) return [];
  return [
    {
      namespace: TEXT(metric.Namespace),
      name: TEXT(metric.MetricName),
      ...dimensionsOf(metric.Dimensions),
      statistic: TEXT(stat.Stat),
      period: seconds(stat.Period),
    },
  ];
}

function dimensionsOf(value: Value): Pick<WatchedMetric, 'dimensions' | 'isWhole'> {
  const list = value === undefined ? [] : value;
  const known = isList(list) ? list.filter(isFields) : [];
  return {
    dimensions: known.map(({ Name, Value }) => [shown(Name), Value] as const),
    isWhole: isList(list) && known.length === list.length && known.every(({ Name }) => typeof Name === 'string'),
  };
}
