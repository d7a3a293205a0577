import type { Resource } from '../../lib/template-model/resource';
import type { Template } from '../../lib/template-model/template';

/** Templates that are deployed together, and what the CDK noted down beside them. */
export interface Application {
  readonly templates: readonly Template[];
  /** Reasons by id, by the path of the construct on which they are acknowledged. */
  readonly acknowledged?: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Paths of constructs by template file and logical id. */
  readonly paths?: ReadonlyMap<string, string>;
}

/** Where the CDK made a resource. */
export const constructPathOf = ({ paths }: Application, resource: Resource): string | undefined =>
  paths?.get(`${resource.template.file} ${resource.id}`) ?? resource.constructPath;

/** Why one of the ids is acknowledged on the construct, or above it. */
export function reasonOf({ acknowledged }: Application, path: string | undefined, ids: readonly string[]): string | undefined {
  for (
    let at = path;
    at !== undefined && acknowledged;
    at = at === '' ? undefined : at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : ''
  ) {
    const reasons = acknowledged.get(at);
    const id = ids.find((candidate) => reasons?.has(candidate));
    if (id !== undefined) return reasons?.get(id);
  }
  return undefined;
}
