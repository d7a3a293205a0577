import {
  CfnResource,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A value in which each reference is a text that leads to its resource. */
export interface Marked {
  readonly value: unknown;
  /** The resources by the texts that stand for them. */
  readonly resources: ReadonlyMap<string, CfnResource>;
}

/**
 * The value as far as it is known before synthesis, with a mark in the place of each reference.
 *
 * @internal
 */
export function markReferences(scope: IConstruct, value: unknown): Marked {
  const resources = new Map<string, CfnResource>();
  const resolver = new Marker(resources);
  return { value: Tokenization.resolve(value, { scope, resolver, preparing: false }), resources };
}

/**
 * The resources of this app that a value refers to.
 *
 * @internal
 */
export const referencesIn = (scope: IConstruct, value: unknown): CfnResource[] => [...markReferences(scope, value).resources.values()];

class Marker extends DefaultTokenResolver {
  constructor(private readonly resources: Map<string, CfnResource>) {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token) || !CfnResource.isCfnResource(token.target)) return super.resolveToken(token, context, postProcessor);
    const mark = `<${token.target.node.path}>`;
    this.resources.set(mark, token.target);
    return mark;
  }
}
