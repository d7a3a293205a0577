import { referencedIn } from './mentions';
import type { Resource } from './resource';
import type { Resources } from './resources';

/** The resource, and what CloudFormation creates before it: what it refers to or depends on, itself or by others. @internal */
export function awaitedBy(resource: Resource, resources: Resources): ReadonlySet<Resource> {
  const found = new Set([resource]);
  for (const each of found) {
    for (const id of [...each.dependsOn, ...referencedIn(each.written)]) {
      const next = resources.resourceOf(each.template, id);
      if (next) found.add(next);
    }
  }
  return found;
}
