import { refuse } from '../refusal';

/** A resource of a stack, and where the CDK made it. */
export interface NamedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly path: string;
  /** Where the code of it is, if it was synthesized here. */
  readonly assetFolder?: string;
}

/** The path of the construct that a user made. */
const constructOf = (path: string): string => path.replace(/(\/(Resource|Default))+$/, '');

/** The one function at the path, or below it. */
export function functionAt(path: string, functions: readonly NamedResource[], where: string): NamedResource {
  const wanted = path.replace(/^\/|\/$/g, '');
  const exact = functions.filter((candidate) => constructOf(candidate.path) === wanted);
  const found = exact.length > 0 ? exact : functions.filter((candidate) => candidate.path.startsWith(`${wanted}/`));
  if (found.length === 1) return found[0];
  const known = [...new Set((found.length > 1 ? found : functions).map((candidate) => constructOf(candidate.path)))].sort();
  const shown = known.length === 0 ? 'it has no function with a construct path' : `use one of ${known.slice(0, 10).join(', ')}`;
  return refuse(`the construct path must be that of one function in ${where}, got '${path}'; ${shown}`);
}
