import { CfnResource, Lazy } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Resources by their type, in the order of the construct tree. @internal */
export type ResourcesByType = ReadonlyMap<string, readonly CfnResource[]>;

/** The resources of an app. @internal */
export function listResources(root: IConstruct): ResourcesByType {
  const byType = new Map<string, CfnResource[]>();
  for (const node of root.node.findAll()) if (CfnResource.isCfnResource(node)) push(byType, node.cfnResourceType, node);
  return byType;
}

/** The resources of each app that mixins harden, and the number of tokens when the last of them was done. */
const LISTED = new WeakMap<IConstruct, { readonly resources: ResourcesByType; tokens: number }>();

/**
 * The same, listed anew where something but hardening has made resources since. What was removed may be among them.
 *
 * @param tokens how many were made until now
 * @internal
 */
export function resourcesBeforeHardening(root: IConstruct, tokens: number): ResourcesByType {
  const known = LISTED.get(root);
  if (known && tokens === known.tokens + 1) return known.resources;
  const listed = { resources: listResources(root), tokens: Number.NaN };
  LISTED.set(root, listed);
  return listed.resources;
}

/** What was made since the resources were listed is from hardening. @internal */
export function keepListed(root: IConstruct, tokens: number): void {
  const listed = LISTED.get(root);
  if (listed) listed.tokens = tokens;
}

/**
 * A number that grows by more than one where resources were made since it was asked for: the CDK numbers tokens, and a resource
 * has one for its logical id. Where the CDK numbers them no more it is `NaN`, which equals nothing.
 *
 * @internal
 */
export function tokensMade(): number {
  const token = Lazy.string({ produce: () => undefined });
  return Number(/\.(\d+)\]\}$/.exec(token)?.[1]);
}

/** @internal */
export function push<K>(groups: Map<K, CfnResource[]>, key: K, resource: CfnResource): void {
  const known = groups.get(key);
  if (known) known.push(resource);
  else groups.set(key, [resource]);
}
