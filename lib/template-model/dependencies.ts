import { referencedIn } from './mentions';
import type { Resource } from './resource';
import type { Resources } from './resources';

/** Whether CloudFormation creates the one only after the other: it refers to it or depends on it, itself or by others. @internal */
export function waitsFor(resource: Resource, other: Resource, resources: Resources): boolean {
  const seen = new Set<Resource>([resource]);
  for (const each of seen) {
    if (each === other) return true;
    for (const id of [...each.dependsOn, ...referencedIn(each.written)]) {
      const next = resources.resourceOf(each.template, id);
      if (next) seen.add(next);
    }
  }
  return false;
}
