import { type CfnResource, Stack } from 'aws-cdk-lib';
import { markReferences, renderingOf } from './references';

/**
 * A resource as its template will have it: what was set by props, by escape hatches or on a raw resource. References are marks
 * that lead to their resources.
 *
 * @internal
 */
export class RenderedResource {
  public readonly properties: Readonly<Record<string, unknown>>;
  private readonly resources: ReadonlyMap<string, CfnResource>;

  constructor(
    private readonly resource: CfnResource,
    /** Looks up a resource that is named by its logical id. */
    private readonly find: (stack: Stack, logicalId: string) => CfnResource | undefined,
  ) {
    const { value, resources } = markReferences(resource, renderingOf(resource));
    this.resources = resources;
    const [definition] = Object.values((value as { Resources?: Record<string, { Properties?: Record<string, unknown> }> }).Resources ?? {});
    this.properties = definition?.Properties ?? {};
  }

  /** The resources that it refers to, by references of the CDK. */
  public get references(): Iterable<CfnResource> {
    return this.resources.values();
  }

  /** The resource that a value names: by a reference of the CDK, or by a `Ref` or `Fn::GetAtt` that was written by hand. */
  public named(value: unknown): CfnResource | undefined {
    if (typeof value === 'string') return this.resources.get(value);
    const intrinsic = value as { readonly Ref?: string; readonly 'Fn::GetAtt'?: string | string[] } | undefined;
    const attribute = intrinsic?.['Fn::GetAtt'];
    const logicalId = intrinsic?.Ref ?? (Array.isArray(attribute) ? attribute[0] : attribute?.split('.')[0]);
    return logicalId === undefined ? undefined : this.find(Stack.of(this.resource), logicalId);
  }
}
