import type { Mapping } from '../events/mapping';
import { type FunctionFinder, type Invoked, LATEST, type LambdaFunction } from '../functions/lambda-function';
import type { Resource, Value } from '../resource';
import type { Resources } from '../resources';
import { DEAD_LETTER, ON_FAILURE, ON_SUCCESS } from '../target-properties';

/** How what failed, or succeeded, comes to its target. @internal */
export enum TargetKind {
  DEAD_LETTER = 'dead-letter',
  ON_FAILURE = 'on-failure',
  ON_SUCCESS = 'on-success',
  BATCH_FAILURE = 'batch-failure',
}

/** Where a function's events, results or batches end. @internal */
export interface FailureTarget {
  readonly kind: TargetKind;
  /** The resource that names the target. */
  readonly resource: Resource;
  readonly property: string;
  /** For whose invocations. A dead-letter target is for all of a function's. */
  readonly invoked: Invoked;
  readonly value: Value;
  /** The target, where it is one of the templates. */
  readonly target: Resource | undefined;
}

/** @internal */
export function failureTargetsIn(
  resources: Resources,
  functions: Iterable<LambdaFunction>,
  mappings: readonly Mapping[],
  finder: FunctionFinder,
): readonly FailureTarget[] {
  const found = (kind: TargetKind, resource: Resource, property: string, invoked: Invoked | undefined): FailureTarget[] => {
    const value = resource.get(property);
    if (value === undefined || value === '' || !invoked) return [];
    return [{ kind, resource, property, invoked, value, target: resources.behind(value) }];
  };
  return [
    ...[...functions].flatMap((fn) => found(TargetKind.DEAD_LETTER, fn.resource, DEAD_LETTER, { fn, qualifier: LATEST })),
    ...resources.ofType('AWS::Lambda::EventInvokeConfig').flatMap((config) => {
      const invoked = configured(config, finder);
      return [...found(TargetKind.ON_FAILURE, config, ON_FAILURE, invoked), ...found(TargetKind.ON_SUCCESS, config, ON_SUCCESS, invoked)];
    }),
    ...mappings.flatMap(({ resource, invoked }) => found(TargetKind.BATCH_FAILURE, resource, ON_FAILURE, invoked)),
  ];
}

/** Whose asynchronous invocations a configuration is for; absent where it is not known. @internal */
export function configured(config: Resource, finder: FunctionFinder): Invoked | undefined {
  const fn = finder.invokedBy(config.get('FunctionName'))?.fn;
  const qualifier = config.get('Qualifier');
  if (!fn || qualifier === undefined) return undefined;
  if (typeof qualifier === 'string') return { fn, qualifier };
  // Of an alias or a version that is made here.
  const resource = resources(qualifier);
  return resource && { fn, qualifier: resource.text('Name') ?? resource.id };
}

const resources = (value: Value): Resource | undefined =>
  typeof value === 'object' && value !== null && 'resource' in value ? (value.resource as Resource) : undefined;
