import { AspectPriority, Aspects, CfnResource, type IAspect, Stage } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { LAMBDA_DEFAULTS } from '../../core/aws/lambda-limits';
import { givenProperties, markReferences, referencesIn, renderingOf } from '../../core/cdk/references';
import { FunctionNames } from './function-names';

/** A version or an alias of a function. */
export type Qualified = lambda.CfnVersion | lambda.CfnAlias;

/** An association with a distribution, as far as it is known. */
export interface EdgeUse {
  readonly eventType?: string;
  /** What the distribution names: a version, as it must, or something else of the function. */
  readonly named: CfnResource;
}

/** What names a log group. */
export type NamesLogGroup = logs.CfnLogGroup | logs.CfnMetricFilter | logs.CfnSubscriptionFilter;

/** What the rest of the app does with a function. */
export interface Usage {
  readonly qualified: Qualified[];
  /** Aliases with a scaling of their provisioned concurrency. */
  readonly scaled: CfnResource[];
  readonly atEdge: EdgeUse[];
  /** The event invoke configurations of the app for the function. */
  readonly configs: lambda.CfnEventInvokeConfig[];
  /** Its subscriptions to topics. */
  readonly subscriptions: sns.CfnSubscription[];
  /** Log groups, and filters on one, with the name that Lambda gives that of the function. */
  readonly logGroups: NamesLogGroup[];
}

/** Of a function that nothing uses. @internal */
export const unused = (): Usage => ({ qualified: [], scaled: [], atEdge: [], configs: [], subscriptions: [], logGroups: [] });

/** The resources of a stage by their type. @internal */
export type ResourcesOfType = (type: string) => readonly CfnResource[];

const TYPES = {
  fn: 'AWS::Lambda::Function',
  version: 'AWS::Lambda::Version',
  alias: 'AWS::Lambda::Alias',
  config: 'AWS::Lambda::EventInvokeConfig',
  target: 'AWS::ApplicationAutoScaling::ScalableTarget',
  distribution: 'AWS::CloudFront::Distribution',
  subscription: 'AWS::SNS::Subscription',
  logGroup: 'AWS::Logs::LogGroup',
  metricFilter: 'AWS::Logs::MetricFilter',
  subscriptionFilter: 'AWS::Logs::SubscriptionFilter',
};

const PREFIX = LAMBDA_DEFAULTS.logGroupPrefix;

/** One for each stage, which looks at all of its constructs once. */
const USAGES = new WeakMap<IConstruct, FunctionUsage>();

/**
 * Tells functions what the app does with them, once all of it is there: by aliases and versions, whoever made them.
 *
 * @internal
 */
export class FunctionUsage implements IAspect {
  /** Has the function told, in the stage that it is in. */
  public static watch(fn: lambda.Function, whenKnown: (usage: Usage) => void): void {
    const stage = Stage.of(fn) ?? fn.node.root;
    const resource = fn.node.defaultChild as lambda.CfnFunction;
    const usage = USAGES.get(stage) ?? new FunctionUsage(stage);
    USAGES.set(stage, usage);
    usage.functions.set(resource, whenKnown);
    // An aspect of the stage would be asked about every construct of the app.
    Aspects.of(resource).add(usage, { priority: AspectPriority.MUTATING });
  }

  /** What a stage does with its functions now. */
  public static of(stage: IConstruct, ofType: ResourcesOfType): ReadonlyMap<CfnResource, Usage> {
    const usage = new FunctionUsage(stage);
    for (const fn of ofType(TYPES.fn)) usage.functions.set(fn, () => undefined);
    return usage.find(ofType);
  }

  private readonly functions = new Map<CfnResource, (usage: Usage) => void>();
  private found?: Map<CfnResource, Usage>;

  private constructor(private readonly stage: IConstruct) {}

  public visit(node: IConstruct): void {
    const whenKnown = this.functions.get(node as CfnResource);
    if (!whenKnown) return;
    this.found ??= this.find();
    this.functions.delete(node as CfnResource);
    whenKnown(this.found.get(node as CfnResource) ?? unused());
  }

  private find(ofType = resourcesIn(this.stage)): Map<CfnResource, Usage> {
    const found = new Map<CfnResource, Usage>();
    const usageOf = (fn: CfnResource): Usage | undefined => {
      if (!this.functions.has(fn)) return undefined;
      const usage = found.get(fn) ?? unused();
      found.set(fn, usage);
      return usage;
    };
    const named = new FunctionNames([...this.functions.keys()] as lambda.CfnFunction[]);
    const owners = new Map<CfnResource, CfnResource>();
    for (const resource of [...ofType(TYPES.version), ...ofType(TYPES.alias)] as Qualified[]) {
      const owner = named.functionOf(resource, resource.functionName);
      if (!owner) continue;
      usageOf(owner)?.qualified.push(resource);
      owners.set(resource, owner);
    }
    for (const config of ofType(TYPES.config) as lambda.CfnEventInvokeConfig[]) {
      const owner = named.functionOf(config, config.functionName);
      if (owner) usageOf(owner)?.configs.push(config);
    }
    for (const subscription of ofType(TYPES.subscription) as sns.CfnSubscription[]) {
      if (subscription.protocol !== 'lambda') continue;
      for (const endpoint of referencesIn(subscription, subscription.endpoint))
        usageOf(owners.get(endpoint) ?? endpoint)?.subscriptions.push(subscription);
    }
    const logResources = [...ofType(TYPES.logGroup), ...ofType(TYPES.metricFilter), ...ofType(TYPES.subscriptionFilter)];
    for (const group of logResources as NamesLogGroup[]) {
      const { logGroupName: name } = group;
      const owner = name?.startsWith(PREFIX) ? named.functionOf(group, name.slice(PREFIX.length)) : undefined;
      if (owner) usageOf(owner)?.logGroups.push(group);
    }
    for (const target of ofType(TYPES.target)) {
      const { resourceId } = target as unknown as { readonly resourceId: string };
      for (const named of referencesIn(target, resourceId)) usageOf(owners.get(named) ?? named)?.scaled.push(target);
    }
    for (const distribution of ofType(TYPES.distribution)) {
      // Of an escape hatch, or of no class, too.
      for (const use of edgeUses(distribution, givenProperties(distribution) ?? renderingOf(distribution)))
        usageOf(owners.get(use.named) ?? use.named)?.atEdge.push(use);
    }
    return found;
  }
}

function resourcesIn(stage: IConstruct): ResourcesOfType {
  const resources = stage.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
  return (type) => resources.filter(({ cfnResourceType }) => cfnResourceType === type);
}

function edgeUses(scope: IConstruct, config: unknown): EdgeUse[] {
  const { value, resources } = markReferences(scope, config);
  const uses: EdgeUse[] = [];
  const waiting: unknown[] = [value];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    const entry = Object.fromEntries(Object.entries(at).map(([name, inside]) => [name.toLowerCase(), inside]));
    const mark = String(entry.lambdafunctionarn);
    // A mark within a text: the ARN of a version by its function and number.
    const named = [...resources].filter(([text]) => mark.includes(text)).map(([, resource]) => resource);
    const [first] = named;
    if (first)
      uses.push({
        eventType: entry.eventtype as string | undefined,
        named: named.find((resource) => resource.cfnResourceType === TYPES.version) ?? first,
      });
    waiting.push(...Object.values(at).filter((inside) => inside !== undefined && inside !== null));
  }
  return uses;
}
