import { CfnResource, Stage } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { AlarmSet } from '../alarms/alarm-set';
import { markOf, markReferences } from '../core/references';
import { RenderedResource } from '../core/rendered-resource';
import { FunctionUsage, type Usage, unused } from '../mixins/usage/function-usage';

/** The path of a resource, or of the construct of the CDK that holds it. @internal */
export const pathOf = ({ node }: CfnResource): string => (node.id === 'Resource' && node.scope ? node.scope.node.path : node.path);

/** @internal */
export const FUNCTION = 'AWS::Lambda::Function';

interface MetricName {
  readonly Namespace?: unknown;
  readonly MetricName?: unknown;
  readonly Dimensions?: readonly { readonly Name?: string; readonly Value?: unknown }[];
}

/**
 * What the resources of an app say of each other, read once for all functions that are hardened together.
 *
 * @internal
 */
export class AppResources {
  private readonly byType = new Map<string, CfnResource[]>();
  private readonly rendered = new Map<CfnResource, RenderedResource>();
  private readonly texts = new Map<CfnResource, string>();
  private readonly usages = new Map<IConstruct, ReadonlyMap<CfnResource, Usage>>();
  private readonly metrics: ReadonlySet<string>;

  constructor(private readonly root: IConstruct) {
    for (const node of root.node.findAll()) {
      if (!CfnResource.isCfnResource(node)) continue;
      const known = this.byType.get(node.cfnResourceType);
      if (known) known.push(node);
      else this.byType.set(node.cfnResourceType, [node]);
    }
    this.metrics = new Set(
      this.ofType('AWS::CloudWatch::Alarm')
        .filter(isOfApp)
        .flatMap((alarm) => this.metricsOf(alarm)),
    );
  }

  public ofType(type: string): readonly CfnResource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resource as it was before anything was changed. */
  public render(resource: CfnResource): RenderedResource {
    const known = this.rendered.get(resource) ?? new RenderedResource(resource);
    this.rendered.set(resource, known);
    return known;
  }

  /** What the stage of a function does with it. */
  public usageOf(fn: CfnResource): Usage {
    const stage = stageOf(fn);
    const known = this.usages.get(stage) ?? FunctionUsage.of(stage, this.ofType(FUNCTION).filter(isIn(stage)));
    this.usages.set(stage, known);
    return known.get(fn) ?? unused();
  }

  /** The resource that a property of another names. */
  public namedBy(resource: CfnResource, property: string): CfnResource | undefined {
    const rendered = this.render(resource);
    return rendered.named(rendered.properties[property]);
  }

  /** Resources of a type whose property names the resource. */
  public naming(type: string, property: string, resource: CfnResource): CfnResource[] {
    return this.ofType(type).filter((other) => this.namedBy(other, property) === resource);
  }

  /** Resources of a type whose property is one of the texts. */
  public withText(type: string, property: string, texts: readonly string[]): CfnResource[] {
    return this.ofType(type).filter((other) => texts.includes(this.textOf(other, property)));
  }

  /** Whether a permission, or a policy of a role, names the function or one of its versions and aliases. */
  public isInvokedByOthers(invoked: readonly CfnResource[]): boolean {
    const types = ['AWS::Lambda::Permission', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role'];
    return types.flatMap((type) => this.ofType(type)).some((resource) => invoked.some((fn) => this.mentions(resource, markOf(fn))));
  }

  private mentions(resource: CfnResource, mark: string): boolean {
    const known = this.texts.get(resource) ?? JSON.stringify(this.render(resource).properties);
    this.texts.set(resource, known);
    return known.includes(mark);
  }

  /** How names and ARNs of the function are written in what is rendered. */
  public namesOf(fn: CfnResource): string[] {
    const { FunctionName: name } = this.render(fn).properties;
    return [markOf(fn), ...(typeof name === 'string' ? [name] : [])];
  }

  /** Whether alarms of the app watch all that the metric is made of. */
  public isWatched(metric: cloudwatch.IMetric): boolean {
    const parts = partsOf(metric).map((part) => this.keyOf(markReferences(this.root, part).value as MetricName));
    return parts.length > 0 && parts.every((part) => this.metrics.has(part));
  }

  private textOf(resource: CfnResource, property: string): string {
    const value = this.render(resource).properties[property];
    if (typeof value === 'string') return value;
    const template = (value as { readonly 'Fn::Sub'?: unknown } | undefined)?.['Fn::Sub'];
    if (typeof template !== 'string') return '';
    return template.replace(/\$\{([A-Za-z0-9]+)\}/g, (text, id) => {
      const named = this.render(resource).named({ Ref: id });
      return named ? markOf(named) : text;
    });
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
      const ofName = dimension === 'FunctionName' && this.ofType(FUNCTION).find((fn) => this.render(fn).properties.FunctionName === value);
      return ofName ? markOf(ofName) : value;
    };
    const dimensions = Dimensions.map(({ Name, Value }) => `${Name}=${JSON.stringify(written(Name, Value))}`).sort();
    return `${Namespace} ${name} ${dimensions.join(' ')}`;
  }
}

const stageOf = (fn: CfnResource): IConstruct => Stage.of(fn) ?? fn.node.root;
const isIn = (stage: IConstruct) => (fn: CfnResource) => stageOf(fn) === stage;

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
