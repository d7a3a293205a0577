import { type CfnResource, type Stack, Stage } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { authorsPath } from '../core/cdk/construct-path';
import { differ } from '../core/cdk/homes';
import { markOf } from '../core/cdk/references';
import { RenderedResource, resourceIn } from '../core/cdk/rendered-resource';
import { policiesOf } from '../core/policies/attached-policies';
import { FunctionUsage, type Usage, unused } from '../mixins/usage/function-usage';
import { near } from './near';
import { push, type ResourcesByType } from './resources-made';
import { WatchedMetrics } from './watched-metrics';

/** The path of a resource, or of the construct of the CDK that holds it. @internal */
export const pathOf = ({ node }: CfnResource): string => authorsPath(node.path);

/** @internal */
export const FUNCTION = 'AWS::Lambda::Function';

/** What allows others to invoke a function. */
const GRANTS = ['AWS::Lambda::Permission', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role'];

/**
 * What the resources of an app say of each other. Which resources name which is read once for all functions that are hardened
 * together; what is set on a resource is read for each function, after the one before it was hardened.
 *
 * @internal
 */
export class AppResources {
  private readonly byType = new Map<string, readonly CfnResource[]>();
  private readonly rendered = new Map<CfnResource, RenderedResource>();
  private readonly namers = new Map<string, ReadonlyMap<CfnResource, CfnResource[]>>();
  private readonly texts = new Map<string, ReadonlyMap<string, CfnResource[]>>();
  private readonly usages = new Map<IConstruct, ReadonlyMap<CfnResource, Usage>>();
  private ids?: ReadonlyMap<Stack, ReadonlyMap<string, CfnResource>>;
  private granted?: ReadonlySet<CfnResource>;
  private byRole?: ReadonlyMap<string, CfnResource[]>;
  private metrics?: WatchedMetrics;
  private policies?: readonly iam.Policy[];

  constructor(
    public readonly root: IConstruct,
    private readonly listed: ResourcesByType,
  ) {}

  /** What is set on resources is read anew. */
  public readAgain(): void {
    this.rendered.clear();
  }

  public ofType(type: string): readonly CfnResource[] {
    const known = this.byType.get(type) ?? (this.listed.get(type) ?? []).filter(isInTree);
    this.byType.set(type, known);
    return known;
  }

  /** The inline policies that classes of the CDK hold. */
  public get inlinePolicies(): readonly iam.Policy[] {
    this.policies ??= policiesOf(this.ofType('AWS::IAM::Policy'));
    return this.policies;
  }

  /** The resource as it was before anything was changed for the function. */
  public render(resource: CfnResource): RenderedResource {
    const known = this.rendered.get(resource) ?? new RenderedResource(resource, (stack, id) => this.withId(stack, id));
    this.rendered.set(resource, known);
    return known;
  }

  /** What the stage of a function does with it. */
  public usageOf(fn: CfnResource): Usage {
    const stage = stageOf(fn);
    const known = this.usages.get(stage) ?? FunctionUsage.of(stage, (type) => this.ofType(type).filter(isIn(stage)));
    this.usages.set(stage, known);
    return known.get(fn) ?? unused();
  }

  /** The resource that a property of another names. */
  public namedBy(resource: CfnResource, property: string): CfnResource | undefined {
    const target = this.rendered.has(resource) ? undefined : resourceIn(resource, property);
    if (target) return target;
    const rendered = this.render(resource);
    return rendered.named(valueAt(rendered, property));
  }

  /** Resources of a type whose property names the resource. A property inside of another is `Outer.inner`. */
  public naming(type: string, property: string, resource: CfnResource): readonly CfnResource[] {
    const key = `${type} ${property}`;
    const known = this.namers.get(key) ?? grouped(this.ofType(type), (other) => this.namedBy(other, property));
    this.namers.set(key, known);
    return known.get(resource) ?? [];
  }

  /** Resources of a type, near a function, whose property is one of the texts. Of an ARN of a function, its name counts. */
  public withText(fn: CfnResource, type: string, property: string, texts: readonly string[]): CfnResource[] {
    const key = `${type} ${property}`;
    const known =
      this.texts.get(key) ??
      grouped(this.ofType(type), (other) => {
        const text = this.render(other).text(property);
        return property === 'FunctionName' ? text?.replace(/^.*:function:/, '').replace(/:[\w$-]+$/, '') : text;
      });
    this.texts.set(key, known);
    return texts.flatMap((text) => near(fn, known.get(text) ?? [], text));
  }

  /** The functions of a role, which name it by a reference or by its name. */
  public functionsOf(role: CfnResource): CfnResource[] {
    this.byRole ??= grouped(
      [FUNCTION, 'AWS::Serverless::Function'].flatMap((type) => this.ofType(type)),
      (fn) => {
        const named = this.namedBy(fn, 'Role');
        return named
          ? markOf(named)
          : this.render(fn)
              .text('Role')
              ?.replace(/^arn:.*:role\/(.*\/)?/, '');
      },
    );
    const name = this.render(role).text('RoleName') ?? '';
    const byName = (this.byRole.get(name) ?? []).filter(
      (fn) => stageOf(fn) === stageOf(role) && !differ(fn.stack.account, role.stack.account),
    );
    return [...(this.byRole.get(markOf(role)) ?? []), ...byName];
  }

  /** Whether a permission, or a policy of a role, names the function or one of its versions and aliases. */
  public isInvokedByOthers(invoked: readonly CfnResource[]): boolean {
    this.granted ??= new Set(GRANTS.flatMap((type) => this.ofType(type)).flatMap((resource) => [...this.render(resource).references]));
    const { granted } = this;
    return invoked.some((fn) => granted.has(fn));
  }

  /** How names and ARNs of the function are written in what is rendered. */
  public namesOf(fn: CfnResource): string[] {
    const name = this.render(fn).text('FunctionName');
    return name === undefined ? [markOf(fn)] : [markOf(fn), name];
  }

  /** Whether alarms of the app watch all that the metric is made of. */
  public isWatched(metric: cloudwatch.IMetric): boolean {
    const render = (resource: CfnResource) => this.render(resource);
    this.metrics ??= new WatchedMetrics(this.root, this.ofType(FUNCTION), this.ofType('AWS::CloudWatch::Alarm'), render);
    return this.metrics.has(metric);
  }

  private withId(stack: Stack, logicalId: string): CfnResource | undefined {
    this.ids ??= idsOf([...this.listed.keys()].flatMap((type) => this.ofType(type)));
    return this.ids.get(stack)?.get(logicalId);
  }
}

const stageOf = (fn: CfnResource): IConstruct => Stage.of(fn) ?? fn.node.root;
const isIn = (stage: IConstruct) => (fn: CfnResource) => stageOf(fn) === stage;

function valueAt(rendered: RenderedResource, path: string): unknown {
  const [property, ...names] = path.split('.');
  return names.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], rendered.property(property));
}

function idsOf(resources: readonly CfnResource[]): ReadonlyMap<Stack, ReadonlyMap<string, CfnResource>> {
  const ids = new Map<Stack, Map<string, CfnResource>>();
  for (const resource of resources) {
    const inStack = ids.get(resource.stack) ?? new Map<string, CfnResource>();
    ids.set(resource.stack, inStack.set(resource.stack.resolve(resource.logicalId), resource));
  }
  return ids;
}

/** False after it, or a construct above it, was removed. */
const isInTree = (resource: IConstruct): boolean =>
  resource.node.scopes.every((each) => !each.node.scope || each.node.scope.node.tryFindChild(each.node.id) === each);

function grouped<K>(resources: readonly CfnResource[], keyOf: (resource: CfnResource) => K | undefined): ReadonlyMap<K, CfnResource[]> {
  const groups = new Map<K, CfnResource[]>();
  for (const resource of resources) {
    const key = keyOf(resource);
    if (key !== undefined) push(groups, key, resource);
  }
  return groups;
}
