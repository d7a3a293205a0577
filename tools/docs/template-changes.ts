import { REPLACING } from '../../lib/evidence/change/replacing';
import type { Properties } from '../catalogue/template';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export type Resources = Record<string, TemplateResource>;

/** What an update of a stack from one template to another does. Each list by logical id. */
export interface Changes {
  readonly added: string[];
  readonly removed: string[];
  /** The properties that change in place; other parts of the resource by their own names. */
  readonly updated: Record<string, string[]>;
  /** The properties whose change replaces the resource. */
  readonly replaced: Record<string, string[]>;
}

export function changesBetween(before: Resources, after: Resources): Changes {
  const common = Object.keys(before).filter((id) => id in after);
  const differing = common
    .map((id) => ({ id, names: differences(before[id], after[id]) }))
    .filter(({ names }) => names.length > 0)
    .map(({ id, names }) => ({ id, names, createOnly: createOnly(before[id].Type, names) }));
  return {
    added: Object.keys(after).filter((id) => !(id in before)),
    removed: Object.keys(before).filter((id) => !(id in after)),
    updated: Object.fromEntries(differing.filter(({ createOnly }) => createOnly.length === 0).map(({ id, names }) => [id, names])),
    replaced: Object.fromEntries(differing.filter(({ createOnly }) => createOnly.length > 0).map(({ id, createOnly }) => [id, createOnly])),
  };
}

function createOnly(type: string, names: string[]): string[] {
  const known = REPLACING[type];
  if (known === undefined) throw new Error(`REPLACING has no entry for ${type}; add it to the types in tools/evidence.ts`);
  return names.filter((name) => known.includes(name) || name === 'Type');
}

/** Without metadata, which changes nothing that is deployed. */
function differences(before: TemplateResource, after: TemplateResource): string[] {
  return [
    ...namesOf(before.Properties, after.Properties).filter((name) => differ(before.Properties?.[name], after.Properties?.[name])),
    ...(['Type', 'DeletionPolicy', 'UpdateReplacePolicy'] as const).filter((name) => before[name] !== after[name]),
    ...(differ(dependenciesOf(before), dependenciesOf(after)) ? ['DependsOn'] : []),
  ];
}

const namesOf = (one: Properties = {}, other: Properties = {}): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

export const dependenciesOf = ({ DependsOn = [] }: TemplateResource): string[] => [DependsOn].flat().sort();
