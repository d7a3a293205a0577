import { type CfnResource, Stack, Token } from 'aws-cdk-lib';
import { textOf } from '../written-text';
import { resourceBehind } from './arns';
import { isIntrinsic } from './intrinsic';
import { givenProperties, hasOverrides, markOf, markReferences, renderingOf, renderProperties } from './references';

type Properties = Readonly<Record<string, unknown>>;

/** What a class of the CDK passes on as it is, although it is an object. */
const WRITTEN_AS_GIVEN = ['AssumeRolePolicyDocument'];

/**
 * A resource as its template would have it now: what was set by props, by escape hatches or on a raw resource. References are
 * marks that lead to their resources.
 *
 * @internal
 */
export class RenderedResource {
  private readonly resources = new Map<string, CfnResource>();
  private readonly read = new Map<string, unknown>();
  /** What the class was given; absent where escape hatches change it. */
  private readonly given?: Properties;
  private whole?: Properties;

  constructor(
    private readonly resource: CfnResource,
    /** Looks up a resource that is named by its logical id. */
    private readonly find: (stack: Stack, logicalId: string) => CfnResource | undefined,
  ) {
    this.given = givenProperties(resource);
    if (!this.given) this.whole = this.renderWithOverrides();
  }

  /** All of them. One costs much less than all. */
  public get properties(): Properties {
    this.whole ??= renderProperties(this.resource, this.marked(this.given));
    return this.whole;
  }

  public property(name: string): unknown {
    if (this.whole) return this.whole[name];
    if (!this.read.has(name)) this.read.set(name, this.readAlone(name));
    return this.read.get(name);
  }

  /** A property as a text, with the marks of resources also where they are named by hand. */
  public text(name: string): string | undefined {
    const value = this.property(name);
    if (value === undefined) return undefined;
    return textOf(value).replace(/\$\{(\w+)[.\w]*\}/g, (text, id) => {
      const named = this.named({ Ref: id });
      return named ? markOf(named) : text;
    });
  }

  /** The resources that it refers to, by references of the CDK. */
  public get references(): Iterable<CfnResource> {
    return this.properties && this.resources.values();
  }

  /** The resource that a value names: by a reference of the CDK, or by a `Ref`, `Fn::GetAtt` or `Fn::Sub` that was written by hand. */
  public named(value: unknown): CfnResource | undefined {
    if (typeof value === 'string') return this.resources.get(value);
    const intrinsic = value as
      | { readonly Ref?: string; readonly 'Fn::GetAtt'?: string | string[]; readonly 'Fn::Sub'?: unknown }
      | undefined;
    const attribute = intrinsic?.['Fn::GetAtt'];
    const [, ofSub] = /^\$\{(\w+)[.\w]*\}$/.exec(String(intrinsic?.['Fn::Sub'])) ?? [];
    const logicalId = intrinsic?.Ref ?? ofSub ?? (Array.isArray(attribute) ? attribute[0] : attribute?.split('.')[0]);
    return logicalId === undefined ? undefined : this.find(Stack.of(this.resource), logicalId);
  }

  /** Without the others, where the class does not rename what is in it. */
  private readAlone(name: string): unknown {
    const key = inClass(name);
    if (!this.given || !(key in this.given)) return this.properties[name];
    const value = this.marked(this.given[key]);
    return isFinal(value) || WRITTEN_AS_GIVEN.includes(name) ? value : this.properties[name];
  }

  private marked(value: unknown): unknown {
    if (!Token.isUnresolved(value) && Object(value) !== value) return value;
    const target = typeof value === 'string' ? resourceBehind(value) : undefined;
    const marked = target
      ? { value: markOf(target), resources: [[markOf(target), target] as const] }
      : markReferences(this.resource, value);
    for (const [mark, resource] of marked.resources) this.resources.set(mark, resource);
    return marked.value;
  }

  private renderWithOverrides(): Properties {
    const rendered = this.marked(renderingOf(this.resource)) as {
      readonly Resources?: Record<string, { readonly Properties?: Properties }>;
    };
    const [definition] = Object.values(rendered.Resources ?? {});
    return definition?.Properties ?? {};
  }
}

/**
 * The resource that a property refers to by nothing but a reference, as most do: nothing is rendered to tell it.
 *
 * @internal
 */
export function resourceIn(resource: CfnResource, property: string): CfnResource | undefined {
  const value = hasOverrides(resource) ? undefined : (resource as unknown as Properties)[inClass(property)];
  return typeof value === 'string' ? resourceBehind(value) : undefined;
}

/** How a class of the CDK names a property. */
const inClass = (property: string): string => `${property[0].toLowerCase()}${property.slice(1)}`;

/** What a class would write as it is: text, numbers, intrinsics and lists of them. */
const isFinal = (value: unknown): boolean =>
  Array.isArray(value) ? value.every((each) => !Array.isArray(each) && isFinal(each)) : Object(value) !== value || isIntrinsic(value);
