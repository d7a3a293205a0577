import type { Resource } from '../../lib/template-model/resource';
import type { Template } from '../../lib/template-model/template';
import type { Position, Positions } from './positions';

/** Templates that are deployed together, and what the CDK wrote beside them. */
export interface Application {
  readonly templates: readonly Template[];
  /** Where the parts of each template are written. */
  readonly positions: ReadonlyMap<Template, Positions>;
  readonly notes: AssemblyNotes;
}

/** What the CDK wrote of the constructs of an app. */
export interface AssemblyNotes {
  /** Reasons by id, by the path of the construct on which they are acknowledged. */
  readonly acknowledged: Map<string, Map<string, string>>;
  /** Paths of constructs by template file and logical id. */
  readonly paths: Map<string, string>;
  /** Lines of source code that made them, by the paths of constructs. */
  readonly sources: Map<string, SourceLine>;
}

export interface SourceLine extends Position {
  readonly file: string;
}

export const noNotes = (): AssemblyNotes => ({ acknowledged: new Map(), paths: new Map(), sources: new Map() });

/** The key of a resource in the notes. */
export const noteKey = (file: string | undefined, id: string): string => `${file} ${id}`;

/** Where the CDK made a resource. */
export const constructPathOf = ({ notes }: Application, resource: Resource): string | undefined =>
  notes.paths.get(noteKey(resource.template.file, resource.id)) ?? resource.constructPath;

/** Why one of the ids is acknowledged on the construct, or above it. */
export function reasonOf({ notes }: Application, path: string | undefined, ids: readonly string[]): string | undefined {
  for (const at of withParents(path)) {
    const reasons = notes.acknowledged.get(at);
    const id = ids.find((candidate) => reasons?.has(candidate));
    if (id !== undefined) return reasons?.get(id);
  }
  return undefined;
}

/** The path of a construct, and those above it up to the app. */
function withParents(path: string | undefined): string[] {
  if (path === undefined) return [];
  const parts = path.split('/');
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), ''];
}
