import * as lambda from 'aws-cdk-lib/aws-lambda';
import { HardenedFunction, HardenedNodejsFunction } from 'cdk-hardened-lambda';
import type { IConstruct } from 'constructs';
import { RESOURCE_KINDS } from '../catalogue/resource-kinds';
import type { Resource, Synthesis } from './synthesis';

/** The classes that the demo shows. */
export type Hardened = HardenedFunction | HardenedNodejsFunction;

const isHardened = (node: IConstruct): node is Hardened => node instanceof HardenedFunction || node instanceof HardenedNodejsFunction;

/** A resource of the function, and why it is there. */
export interface Part {
  readonly resource: Resource;
  readonly role: string;
  readonly why: string;
  /** Whether it belongs to an event source. */
  readonly ofSource: boolean;
}

/** The app's first hardened function, which is shown in most detail. */
export const hardenedFunctionOf = (synthesis: Synthesis): Hardened => first(hardenedFunctionsOf(synthesis));

export const hardenedFunctionsOf = ({ app }: Synthesis): Hardened[] => app.node.findAll().filter(isHardened);

export const plainFunctionOf = ({ app }: Synthesis): lambda.Function =>
  first(app.node.findAll().filter((node) => node instanceof lambda.Function));

function first<T>([found]: T[]): T {
  if (!found) throw new Error('expected a function in the app, found none');
  return found;
}

export function resourcesBelow({ resources }: Synthesis, scope: IConstruct): Resource[] {
  return resources.filter(({ path }) => path === scope.node.path || path.startsWith(`${scope.node.path}/`));
}

/** All resources of the function, including the topic that its stack shares, in the order of the catalogue. */
export function partsOf(synthesis: Synthesis, fn: Hardened): Part[] {
  const own = resourcesBelow(synthesis, fn).map((resource) => ({ resource, place: below(fn, resource) }));
  const { critical, warning } = fn.alarmTopics;
  const sharedQueue = fn.failureQueue?.node.path.startsWith(`${fn.node.path}/`) ? undefined : fn.failureQueue;
  // One for at most ten functions of the stack.
  const failedEvents = fn.alarms.failedEvents?.node.scope;
  const sharedAlarm = failedEvents?.node.scope === fn.stack ? failedEvents : undefined;
  const isReleased = own.some(({ resource }) => resource.type === 'AWS::CodeDeploy::DeploymentGroup');
  const releases = isReleased ? fn.stack.node.tryFindChild('HardenedFunctionReleases') : undefined;
  const sharedParts = [...new Set([critical, warning, sharedQueue, sharedAlarm, fn.idempotencyTable, releases])].filter(
    (part) => part !== undefined,
  );
  const shared = sharedParts.flatMap((part) => resourcesBelow(synthesis, part));
  return [...own, ...shared.map((resource) => ({ resource, place: below(fn.stack, resource) }))]
    .map(({ resource, place }) => ({ resource, kind: kindOf(resource, place) }))
    .sort((one, other) => one.kind - other.kind)
    .map(({ resource, kind }) => ({
      resource,
      role: RESOURCE_KINDS[kind].role,
      why: RESOURCE_KINDS[kind].why(resource.properties),
      ofSource: RESOURCE_KINDS[kind].ofSource === true,
    }));
}

const below = (scope: IConstruct, { path }: Resource): string => path.slice(scope.node.path.length + 1);

function kindOf({ type, path }: Resource, place: string): number {
  const kind = RESOURCE_KINDS.findIndex((candidate) => candidate.type === type && candidate.place.test(place));
  if (kind < 0) throw new Error(`${path}: there is no text for this ${type}; add it to tools/catalogue/resource-kinds.ts`);
  return kind;
}
