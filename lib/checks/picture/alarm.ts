import { isFields, Reference, type Resource, type Value } from './resource';
import type { Resources } from './resources';
import { metricOf, metricOfQuery, type WatchedMetric } from './watched-metric';

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
    if (this.resource.get('Metrics') === undefined) return this.metrics[0];
    return this.resource.list('Metrics')?.length === 1 ? this.metrics[0] : undefined;
  }

  /** Undefined where it is not known, or computed as a band. */
  public get threshold(): number | undefined {
    return this.resource.number('Threshold');
  }

  public get comparison(): Comparison | undefined {
    return COMPARISONS[this.resource.text('ComparisonOperator') ?? ''];
  }

  /** Whether it rings when the metric rises; undefined where it is not known. */
  public get watchesRise(): boolean | undefined {
    return this.comparison?.rises;
  }

  /** How many breaching periods it waits for, of how many; undefined where it is not known. */
  public get waits(): { readonly for: number; readonly of: number } | undefined {
    const of = this.resource.number('EvaluationPeriods');
    const datapoints = this.resource.number('DatapointsToAlarm', of);
    return of === undefined || datapoints === undefined ? undefined : { for: datapoints, of };
  }

  /** What it makes of periods without data. */
  public get missingData(): string | undefined {
    return this.resource.text('TreatMissingData', 'missing');
  }

  /** Whom it tells, in whatever state; undefined where it is not known whether it tells anybody. */
  public get actions(): readonly Value[] | undefined {
    const lists = ACTIONS.map((property) => this.resource.list(property));
    return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
  }

  /** Whether it may look at more than its metrics say: by a search, a query, or what only a deployment knows. */
  public get mayWatchOthers(): boolean {
    const queries = this.resource.list('Metrics');
    if (!queries || queries.some((query) => !isFields(query) || isOpen(query.Expression))) return true;
    return (
      this.metrics.length === 0 ||
      this.metrics.some(({ namespace, name, isWhole }) => namespace === undefined || name === undefined || !isWhole)
    );
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

const ACTIONS = ['AlarmActions', 'InsufficientDataActions', 'OKActions'];

/** How it compares. */
export interface Comparison {
  readonly rises: boolean;
  /** Whether the threshold itself is enough. */
  readonly orEqual: boolean;
  readonly sign: string;
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  GreaterThanThreshold: { rises: true, orEqual: false, sign: '>' },
  GreaterThanOrEqualToThreshold: { rises: true, orEqual: true, sign: '>=' },
  LessThanThreshold: { rises: false, orEqual: false, sign: '<' },
  LessThanOrEqualToThreshold: { rises: false, orEqual: true, sign: '<=' },
};

/** Sums and ratios name their metrics; a search or a query finds them. */
const isOpen = (expression: Value): boolean =>
  expression !== undefined && (typeof expression !== 'string' || /\b(SEARCH|SELECT|INSIGHT_RULE_METRIC)\b/i.test(expression));
