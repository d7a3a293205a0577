import { Reference, type Resource, type Value } from './resource';
import type { Resources } from './resources';

/** A place that refers to a resource: another resource, or an output of its template where it is absent. @internal */
export interface Mention {
  readonly by: Resource | undefined;
}

/** What `Fn::Sub` refers to: `${Orders}`, `${Orders.Arn}`, and not `${!Orders}`. */
const IN_TEXT = /\$\{\s*([A-Za-z0-9]+)(\.\w+)?/g;

/**
 * Who refers to each resource, whatever the conditions: a reference that only one branch has counts.
 *
 * @internal
 */
export function mentionsIn(resources: Resources): ReadonlyMap<Resource, readonly Mention[]> {
  const mentions = new Map<Resource, Mention[]>();
  for (const template of resources.templates) {
    const note = (found: Resource | undefined, by: Resource | undefined): void => {
      if (!found || found === by) return;
      const known = mentions.get(found);
      if (!known) mentions.set(found, [{ by }]);
      else if (known[known.length - 1].by !== by) known.push({ by });
    };
    for (const [id, body] of Object.entries(template.body.Resources ?? {})) {
      const by = resources.resourceOf(template, id);
      const names = {
        id: (name: string) => note(resources.resourceOf(template, name), by),
        imported: (name: string) => note(resourceBehind(resources.exported(name)), by),
      };
      visit(body?.Properties, names);
    }
    visit(template.body.Outputs, { id: (name) => note(resources.resourceOf(template, name), undefined), imported: () => {} });
  }
  return mentions;
}

const resourceBehind = (value: Value): Resource | undefined => (value instanceof Reference ? value.resource : undefined);

/** Called with each name that an expression has: the id of a resource, or what another template exports. */
interface Names {
  id(name: string): unknown;
  imported(name: string): void;
}

/** The logical ids to which an expression refers, and other names in it. @internal */
export function referencedIn(value: unknown): readonly string[] {
  const names: string[] = [];
  visit(value, { id: (name) => names.push(name), imported: () => {} });
  return names;
}

function visit(value: unknown, names: Names): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) visit(item, names);
    return;
  }
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    if (key === 'Ref' || key.startsWith('Fn::')) visitIntrinsic(key, Array.isArray(inner) ? inner[0] : inner, names);
    visit(inner, names);
  }
}

function visitIntrinsic(key: string, text: unknown, names: Names): void {
  if (typeof text !== 'string') return;
  if (key === 'Ref') names.id(text);
  if (key === 'Fn::GetAtt') names.id(text.split('.')[0]);
  if (key === 'Fn::ImportValue') names.imported(text);
  if (key !== 'Fn::Sub') return;
  for (const [, name, attribute] of text.matchAll(IN_TEXT)) {
    names.id(name);
    if (attribute !== undefined) names.id(name + attribute);
  }
}
