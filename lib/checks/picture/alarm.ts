import { isFields, Reference, type Resource, type Value } from './resource';
import type { Resources } from './resources';
import { shown } from './shown';

/** A metric of CloudWatch that an alarm looks at. @internal */
export interface WatchedMetric {
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly dimensions: readonly (readonly [string, Value])[];
  readonly statistic: string | undefined;
  /** In seconds. */
  readonly period: number | undefined;
}

/** The kind of resource that each dimension names. */
const NAMED_BY: Readonly<Record<string, string>> = {
  FunctionName: 'AWS::Lambda::Function',
  QueueName: 'AWS::SQS::Queue',
  TopicName: 'AWS::SNS::Topic',
  TableName: 'AWS::DynamoDB::Table',
  StreamName: 'AWS::Kinesis::Stream',
};

/**
 * An alarm on metrics.
 *
 * @internal
 */
export class Alarm {
  public readonly metrics: readonly WatchedMetric[];

  constructor(
    public readonly resource: Resource,
    private readonly resources: Resources,
  ) {
    const list = resource.list('Metrics') ?? [];
    this.metrics = resource.get('MetricName') === undefined ? list.flatMap(metricOfQuery) : [metricOf(resource)];
  }

  /** The only metric it compares with its threshold; absent where it computes. */
  public get metric(): WatchedMetric | undefined {
    return this.resource.get('Metrics') === undefined ? this.metrics[0] : undefined;
  }

  /** Whether one of its metrics is of that name and about that resource. */
  public watches(namespace: string, names: readonly string[], about: Resource): boolean {
    return this.metrics.some(
      (metric) => metric.namespace === namespace && metric.name !== undefined && names.includes(metric.name) && this.isAbout(metric, about),
    );
  }

  /** The resources that the metric's dimensions name. */
  public subjectsOf({ dimensions }: WatchedMetric): readonly Resource[] {
    return dimensions.flatMap(([dimension, value]) => {
      const subject = value instanceof Reference ? value.resource : this.resources.behind(value, NAMED_BY[dimension]);
      return subject ?? [];
    });
  }

  private isAbout(metric: WatchedMetric, about: Resource): boolean {
    return this.subjectsOf(metric).includes(about);
  }
}

const TEXT = (value: Value): string | undefined => (typeof value === 'string' ? value : undefined);

function metricOf(resource: Resource): WatchedMetric {
  return {
    namespace: resource.text('Namespace'),
    name: resource.text('MetricName'),
    dimensions: dimensionsOf(resource.list('Dimensions') ?? []),
    statistic: resource.text('Statistic') ?? resource.text('ExtendedStatistic'),
    period: resource.number('Period'),
  };
}

function metricOfQuery(query: Value): WatchedMetric[] {
  const stat = isFields(query) ? query.MetricStat : undefined;
  const metric = isFields(stat) ? stat.Metric : undefined;
  if (!isFields(stat) || !isFields(metric)) return [];
  const dimensions = Array.isArray(metric.Dimensions) ? dimensionsOf(metric.Dimensions) : [];
  return [
    {
      namespace: TEXT(metric.Namespace),
      name: TEXT(metric.MetricName),
      dimensions,
      statistic: TEXT(stat.Stat),
      period: typeof stat.Period === 'number' ? stat.Period : undefined,
    },
  ];
}

const dimensionsOf = (list: readonly Value[]): (readonly [string, Value])[] =>
  list.flatMap((item) => (isFields(item) ? [[shown(item.Name), item.Value] as const] : []));
