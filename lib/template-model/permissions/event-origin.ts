import { arnParts } from '../arn-patterns';
import { arnOf } from '../arns';
import { type Part, partsOf, Reference, type Resource, type Value } from '../resource';

/** From where a service sends: an ARN, of which only parts are known, and the resource that has it. @internal */
export interface EventOrigin {
  readonly arn: readonly Part[];
  readonly own: readonly (Resource | undefined)[];
  /** The key of the conditions that name it: `aws:SourceArn`, where it is no other. */
  readonly key?: string;
}

/** The origin of events of a resource; absent for kinds whose ARN is not made of their name. @internal */
export function originOf(source: Value): EventOrigin | undefined {
  const resource = source instanceof Reference ? source.resource : undefined;
  const arn = resource ? arnParts(resource) : arnOf(source) && partsOf(source);
  return arn && { arn, own: [resource] };
}
