import { isFields, Reference, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';
import { isOfLoad } from './metrics';
import { fleetQueryIn } from './metrics-query';
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
  /** The only metric it compares with its threshold; absent where it computes. */
  public readonly metric: WatchedMetric | undefined;
  /** Whom it tells, in whatever state; undefined where it is not known whether it tells anybody. */
  public readonly actions: readonly Value[] | undefined;
  /** Whether it may look at more than its metrics say: by a search, a query, or what only a deployment knows. */
  public readonly mayWatchOthers: boolean;

  private named?: ReadonlySet<Resource>;

  constructor(
    public readonly resource: Resource,
    private readonly resources: Resources,
  ) {
    const queries = resource.list('Metrics');
    this.metrics = resource.get('MetricName') === undefined ? (queries ?? []).flatMap(metricOfQuery) : [metricOf(resource)];
    this.metric = queries && queries.length <= 1 ? this.metrics[0] : undefined;
    this.mayWatchOthers = !queries || queries.some(isOpenQuery) || this.metrics.length === 0 || this.metrics.some(isOpenMetric);
    const lists = ACTIONS.map((property) => resource.list(property));
    this.actions = lists.every((list) => list !== undefined) ? lists.flat() : undefined;
  }

  /** Undefined where it is not known, or computed as a band. */
  public get threshold(): number | undefined {
    return this.resource.number('Threshold');
  }

  /**
   * Whether it surely notifies nobody of a failure: an action for the state OK alone tells of the recovery, one for
   * INSUFFICIENT_DATA of a metric that ended. Of a load that has to be there, the state OK means that it ended.
   */
  public get isSilent(): boolean {
    const properties = isOfLoad(this.metrics) ? ACTIONS : FAILURE_ACTIONS.slice(0, this.watchesRise ? 1 : 2);
    return properties.every((property) => this.resource.list(property)?.length === 0);
  }

  public get comparison(): Comparison | undefined {
    return COMPARISONS[this.resource.text('ComparisonOperator') ?? ''];
  }

  /** Whether it goes into ALARM when the metric rises; undefined where it is not known. */
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

  /** Whether one of its metrics is of that name and about that resource. */
  public watches(namespace: string, names: readonly string[], about: Resource): boolean {
    return this.metrics.some(
      (metric) => metric.namespace === namespace && metric.name !== undefined && names.includes(metric.name) && this.isAbout(metric, about),
    );
  }

  /** The resources that the dimensions of all its metrics name. */
  public get subjects(): ReadonlySet<Resource> {
    this.named ??= new Set(this.metrics.flatMap((metric) => this.subjectsOf(metric)));
    return this.named;
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

/** Where it names what it does when something fails. @internal */
export const FAILURE_ACTIONS = ['AlarmActions', 'InsufficientDataActions'];
/** Where an alarm names what it does. @internal */
export const ACTIONS = ['AlarmActions', 'InsufficientDataActions', 'OKActions'];

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
const isOpenQuery = (query: Value): boolean => !isFields(query) || isOpen(query.Expression);

const isOpen = (expression: Value): boolean =>
  expression !== undefined &&
  (typeof expression !== 'string' || (/\b(SEARCH|SELECT|INSIGHT_RULE_METRIC)\b/i.test(expression) && !fleetQueryIn(expression)));

const isOpenMetric = ({ namespace, name, isWhole }: WatchedMetric): boolean => namespace === undefined || name === undefined || !isWhole;
