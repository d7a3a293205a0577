import { Reference, type Resource, type Value } from './resource';
import type { Resources } from './resources';

/** A place that refers to a resource: another resource, or an output of its template where it is absent. @internal */
export interface Mention {
  readonly by: Resource | undefined;
}

/** What `Fn::Sub` refers to: `${Orders}`, `${Orders.Arn}`, and not `${!Orders}`. */
const IN_TEXT = /\$\{\s*([A-Za-z0-9]+)[^}]*\}/g;

/**
 * Who refers to each resource, whatever the conditions: a reference that only one branch has counts.
 *
 * @internal
 */
export function mentionsIn(resources: Resources): ReadonlyMap<Resource, readonly Mention[]> {
  const mentions = new Map<Resource, Mention[]>();
  const note = (resource: Resource | undefined, by: Resource | undefined): void => {
    if (!resource || resource === by) return;
    const known = mentions.get(resource);
    if (known) known.push({ by });
    else mentions.set(resource, [{ by }]);
  };
  for (const template of resources.templates) {
    const bodies = Object.entries(template.body.Resources ?? {});
    for (const [id, body] of bodies) {
      const by = resources.resourceOf(template, id);
      const found = namesIn(body?.Properties);
      for (const name of found.ids) note(resources.resourceOf(template, name), by);
      for (const name of found.imports) note(resourceBehind(resources.exported(name)), by);
    }
    for (const name of namesIn(template.body.Outputs).ids) note(resources.resourceOf(template, name), undefined);
  }
  return mentions;
}

const resourceBehind = (value: Value): Resource | undefined => (value instanceof Reference ? value.resource : undefined);

interface Names {
  readonly ids: Set<string>;
  readonly imports: Set<string>;
}

function namesIn(value: unknown, names: Names = { ids: new Set(), imports: new Set() }): Names {
  if (typeof value !== 'object' || value === null) return names;
  for (const [key, inner] of Object.entries(value)) {
    const text = key === 'Fn::GetAtt' && Array.isArray(inner) ? inner[0] : key === 'Fn::Sub' && Array.isArray(inner) ? inner[0] : inner;
    if (typeof text === 'string') {
      if (key === 'Ref') names.ids.add(text);
      if (key === 'Fn::GetAtt') names.ids.add(text.split('.')[0]);
      if (key === 'Fn::ImportValue') names.imports.add(text);
      if (key === 'Fn::Sub') for (const [, name] of text.matchAll(IN_TEXT)) names.ids.add(name);
    }
    namesIn(inner, names);
  }
  return names;
}
