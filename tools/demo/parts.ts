import * as lambda from 'aws-cdk-lib/aws-lambda';
import { HardenedFunction, HardenedNodejsFunction } from 'cdk-hardened-lambda';
import type { IConstruct } from 'constructs';
import { RESOURCE_KINDS } from '../catalogue/resource-kinds';
import type { Resource, Synthesis } from './synthesis';

/** The classes that the demo tells of. */
export type Hardened = HardenedFunction | HardenedNodejsFunction;

const isHardened = (node: IConstruct): node is Hardened => node instanceof HardenedFunction || node instanceof HardenedNodejsFunction;

/** A resource of the function, and why it is there. */
export interface Part {
  readonly resource: Resource;
  readonly role: string;
  readonly why: string;
}

/** The app's one hardened function. */
export function hardenedFunctionOf({ app }: Synthesis): Hardened {
  return only(app.node.findAll().filter(isHardened));
}

export function plainFunctionOf({ app }: Synthesis): lambda.Function {
  return only(app.node.findAll().filter((node) => node instanceof lambda.Function));
}

function only<T>(found: T[]): T {
  if (found.length !== 1) throw new Error(`expected one function in the app, found ${found.length}`);
  return found[0];
}

export function resourcesBelow({ resources }: Synthesis, scope: IConstruct): Resource[] {
  return resources.filter(({ path }) => path === scope.node.path || path.startsWith(`${scope.node.path}/`));
}

/** All that the function brought, the topic that it shares with its stack included. In the order of the catalogue. */
export function partsOf(synthesis: Synthesis, fn: Hardened): Part[] {
  const own = resourcesBelow(synthesis, fn).map((resource) => ({ resource, place: below(fn, resource) }));
  const shared = fn.alarmTopic ? resourcesBelow(synthesis, fn.alarmTopic) : [];
  return [...own, ...shared.map((resource) => ({ resource, place: below(fn.stack, resource) }))]
    .map(({ resource, place }) => ({ resource, kind: kindOf(resource, place) }))
    .sort((one, other) => one.kind - other.kind)
    .map(({ resource, kind }) => ({
      resource,
      role: RESOURCE_KINDS[kind].role,
      why: RESOURCE_KINDS[kind].why(resource.properties),
    }));
}

const below = (scope: IConstruct, { path }: Resource): string => path.slice(scope.node.path.length + 1);

function kindOf({ type, path }: Resource, place: string): number {
  const kind = RESOURCE_KINDS.findIndex((candidate) => candidate.type === type && candidate.place.test(place));
  if (kind < 0) throw new Error(`${path}: nobody says why there is this ${type}; add it to tools/catalogue/resource-kinds.ts`);
  return kind;
}
