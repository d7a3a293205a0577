import {
  CfnElement,
  CfnResource,
  DefaultTokenResolver,
  Intrinsic,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  TagManager,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { textOf } from '../written-text';

/**
 * Whether a value refers, by way of the resources that it names, to one of the targets: a policy in the role would then close
 * a circle, which CloudFormation refuses.
 *
 * @internal
 */
export function refersTo(scope: IConstruct, value: unknown, targets: ReadonlySet<IConstruct>): boolean {
  const seen = new Set<IConstruct>();
  const waiting = [...referencedIn(scope, value)];
  for (let resource = waiting.pop(); resource; resource = waiting.pop()) {
    if (targets.has(resource)) return true;
    if (seen.has(resource)) continue;
    seen.add(resource);
    waiting.push(...referencedBy(resource));
  }
  return false;
}

/**
 * Whether something of the app outside of the construct refers to it, or depends on it.
 *
 * @internal
 */
export function isReferredTo(construct: IConstruct): boolean {
  const within = new Set(construct.node.findAll());
  const outside = construct.node.root.node.findAll().filter((node) => !within.has(node));
  return outside.some((node) => [...referencedBy(node)].some((found) => within.has(found)));
}

/** The resources of the app that name a resource. @internal */
export const namersOf = (target: CfnResource): CfnResource[] =>
  target.node.root.node
    .findAll()
    .filter((node): node is CfnResource => CfnResource.isCfnResource(node) && [...referencedIn(node, contentsOf(node))].includes(target));

/** What the element needs to exist before it: what it names, and what it or a scope of it depends on. */
function referencedBy(resource: IConstruct): Iterable<IConstruct> {
  if (!CfnElement.isCfnElement(resource)) return [];
  const ofResource = CfnResource.isCfnResource(resource) ? resource.obtainDependencies() : [];
  return [...referencedIn(resource, contentsOf(resource)), ...ofResource, ...dependenciesOf(resource)].filter(
    (found): found is IConstruct => typeof found === 'object' && found !== null && 'node' in found,
  );
}

/** What the construct, or a scope of it, depends on. */
function dependenciesOf(construct: IConstruct): IConstruct[] {
  const dependencies: IConstruct[] = [];
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope)
    for (const { node } of at.node.dependencies) dependencies.push(...node.findAll());
  return dependencies;
}

/** What a resource is rendered from, so that nothing has to be rendered; of one that escape hatches changed, what is rendered. */
function contentsOf(resource: CfnElement): unknown {
  const given = CfnResource.isCfnResource(resource) ? givenProperties(resource) : undefined;
  if (!given) return renderingOf(resource);
  const { condition, ...options } = (resource as CfnResource).cfnOptions;
  // Tags are known when the app is complete only, and most resources have none.
  const { tags, ...untagged } = given;
  const hasTags = !TagManager.isTaggable(resource) || resource.tags.hasTags();
  return [hasTags ? given : untagged, options];
}

type Properties = Readonly<Record<string, unknown>>;

/** What the CDK keeps from users of a resource. */
interface Inside {
  readonly cfnProperties?: Properties;
  readonly rawOverrides?: object;
  renderProperties(properties: unknown): Properties | undefined;
  _addResourceDependency(target: CfnResource): void;
}

/** What is below the resource does not wait, as it would by the methods of the CDK. @internal */
export function waitAlone(resource: CfnResource, target: CfnResource): void {
  if (resource.stack === target.stack) (resource as unknown as Inside)._addResourceDependency(target);
  else resource.node.addDependency(target);
}

/** The properties as the class of the resource has them; undefined where escape hatches change what it renders. @internal */
export const givenProperties = (resource: CfnResource): Properties | undefined =>
  hasOverrides(resource) ? undefined : (resource as unknown as Inside).cfnProperties;

/** Whether escape hatches change what the class renders. @internal */
export const hasOverrides = (resource: CfnResource): boolean => Object.keys((resource as unknown as Inside).rawOverrides ?? {}).length > 0;

/** Whether a condition decides if the resource exists: what refers to it fails where it does not. @internal */
export const isConditional = (resource: CfnResource): boolean =>
  resource.cfnOptions.condition !== undefined || 'Condition' in ((resource as unknown as Inside).rawOverrides ?? {});

/** Those properties as the template has them, once they are resolved. @internal */
export const renderProperties = (resource: CfnResource, resolved: unknown): Properties =>
  (resource as unknown as Inside).renderProperties(resolved) ?? {};

/**
 * The CDK's own rendering of a resource: the properties as they are deployed, with what escape hatches changed.
 *
 * @internal
 */
export const renderingOf = (resource: CfnElement): object => (resource as unknown as { _toCloudFormation(): object })._toCloudFormation();

/** The mark that stands for a resource in what is rendered. @internal */
export const markOf = (resource: CfnResource): string => `<${resource.node.path}>`;

/** A value in which each reference to a resource is a text that leads to it. */
export interface Marked {
  readonly value: unknown;
  /** The resources by the texts that stand for them. */
  readonly resources: ReadonlyMap<string, CfnResource>;
}

/**
 * The value as far as it is known before synthesis, with a mark in the place of each reference to a resource.
 *
 * @internal
 */
export function markReferences(scope: IConstruct, value: unknown): Marked {
  const resolver = new ReferenceCollector();
  return { value: Tokenization.resolve(value, { scope, resolver, preparing: false }), resources: resolver.resources };
}

const TEXT: ConstructorParameters<typeof DefaultTokenResolver>[0] = { join: (left, right) => textOf(left) + textOf(right) };

/**
 * The resources of this app that a value refers to.
 *
 * @internal
 */
export const referencesIn = (scope: IConstruct, value: unknown): CfnResource[] =>
  [...referencedIn(scope, value)].filter((target): target is CfnResource => CfnResource.isCfnResource(target));

/** The constructs that a value refers to, parameters among them. */
function referencedIn(scope: IConstruct, value: unknown): ReadonlySet<IConstruct> {
  const targets = new Set<IConstruct>();
  const opaque: unknown[] = [];
  collectReferences(value, targets, opaque);
  if (opaque.length > 0) Tokenization.resolve(opaque, { scope, resolver: new ReferenceCollector(targets), preparing: true });
  return targets;
}

/** Without resolving, which costs most of a search; where only that tells, the value is opaque. */
function collectReferences(value: unknown, targets: Set<IConstruct>, opaque: unknown[]): void {
  // Most of what a resource is rendered from: no token is encoded so.
  if (value === undefined || typeof value === 'boolean' || (typeof value === 'string' && !value.includes('${'))) return;
  if (!Token.isUnresolved(value)) {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      if (key.includes('$') && Token.isUnresolved(key)) opaque.push(key);
      collectReferences((value as Record<string, unknown>)[key], targets, opaque);
    }
    return;
  }
  const tokens = tokensOf(value);
  if (!tokens.every((token) => Reference.isReference(token) || isConstant(token))) opaque.push(value);
  else for (const token of tokens) if (Reference.isReference(token)) targets.add(token.target);
}

function tokensOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return Tokenization.reverseString(value).tokens;
  return [Array.isArray(value) ? Tokenization.reverseList(value) : value];
}

/** Such as the name of a resource that was given none, which is `undefined` in a token. */
function isConstant(token: unknown): boolean {
  if ((token as object | undefined)?.constructor !== Intrinsic) return false;
  const value: unknown = (token as Intrinsic).resolve(undefined as unknown as IResolveContext);
  return Object(value) !== value && !Token.isUnresolved(value);
}

class ReferenceCollector extends DefaultTokenResolver {
  public readonly resources = new Map<string, CfnResource>();

  constructor(private readonly targets = new Set<IConstruct>()) {
    super(TEXT);
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token)) return super.resolveToken(token, context, postProcessor);
    this.targets.add(token.target);
    if (!CfnResource.isCfnResource(token.target)) return super.resolveToken(token, context, postProcessor);
    const mark = markOf(token.target);
    this.resources.set(mark, token.target);
    return mark;
  }
}
