import type { CfnResource } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { AlarmSet } from '../alarms/alarm-set';
import { markOf, markReferences } from '../core/cdk/references';
import type { RenderedResource } from '../core/cdk/rendered-resource';
import { textOf } from '../core/written-text';
import { near } from './near';
import { push } from './resources-made';

interface MetricName {
  readonly Namespace?: unknown;
  readonly MetricName?: unknown;
  readonly Dimensions?: readonly { readonly Name?: string; readonly Value?: unknown }[];
}

/**
 * The metrics that alarms of the app watch.
 *
 * @internal
 */
export class WatchedMetrics {
  private readonly metrics: ReadonlySet<string>;
  private byName?: ReadonlyMap<unknown, readonly CfnResource[]>;

  constructor(
    private readonly root: IConstruct,
    private readonly functions: readonly CfnResource[],
    alarms: readonly CfnResource[],
    private readonly render: (resource: CfnResource) => RenderedResource,
  ) {
    this.metrics = new Set(alarms.filter(isOfApp).flatMap((alarm) => this.metricsOf(alarm)));
  }

  /** Whether alarms of the app watch all that the metric is made of. */
  public has(metric: cloudwatch.IMetric): boolean {
    if (this.metrics.size === 0) return false;
    const parts = partsOf(metric).map((part) => this.keyOf(markReferences(this.root, part).value as MetricName));
    return parts.length > 0 && parts.every((part) => this.metrics.has(part));
  }

  /** The function that an alarm names, or one of ours: a name is another function elsewhere. */
  private named(name: string, alarm: CfnResource | undefined): CfnResource | undefined {
    this.byName ??= functionsByName(this.functions, this.render);
    const named = this.byName.get(name) ?? [];
    return (alarm ? near(alarm, named, name) : named)[0];
  }

  private metricsOf(alarm: CfnResource): string[] {
    const { properties } = this.render(alarm);
    const queries = (properties.Metrics ?? []) as readonly { readonly MetricStat?: { readonly Metric?: MetricName } }[];
    const inside = Array.isArray(queries) ? queries.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) : [];
    return [properties as MetricName, ...inside]
      .filter(({ MetricName: name }) => name !== undefined)
      .map((metric) => this.keyOf(metric, alarm));
  }

  /** A function that is named by its literal name is the same as one that is referred to. */
  private keyOf({ Namespace, MetricName: name, Dimensions = [] }: MetricName, alarm?: CfnResource): string {
    const written = (dimension: string | undefined, value: unknown): unknown => {
      const named = alarm && this.render(alarm).named(value);
      if (named) return markOf(named);
      const ofName = dimension === 'FunctionName' && this.named(textOf(value), alarm);
      return ofName ? markOf(ofName) : value;
    };
    const dimensions = Dimensions.map(({ Name, Value }) => `${Name}=${JSON.stringify(written(Name, Value))}`).sort();
    return `${Namespace} ${name} ${dimensions.join(' ')}`;
  }
}

function functionsByName(functions: readonly CfnResource[], render: (fn: CfnResource) => RenderedResource): Map<unknown, CfnResource[]> {
  const byName = new Map<unknown, CfnResource[]>();
  for (const fn of functions) push(byName, render(fn).text('FunctionName'), fn);
  return byName;
}

/** Those of the library are shared and joined in their own way. */
const isOfApp = (alarm: CfnResource): boolean => !alarm.node.scopes.some((scope) => scope instanceof AlarmSet);

function partsOf(metric: cloudwatch.IMetric): MetricName[] {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  if (mathExpression) return Object.values(mathExpression.usingMetrics).flatMap(partsOf);
  if (!metricStat) return [];
  const { namespace, metricName, dimensions = [] } = metricStat;
  return [
    { Namespace: namespace, MetricName: metricName, Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })) },
  ];
}
