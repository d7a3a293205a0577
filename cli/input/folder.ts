import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { manifestIn } from './cloud-assembly';
import type { Reading } from './inputs';
import { isInside } from './text-reader';

/** How the file of a template is named. */
export const TEMPLATE = /\.(ya?ml|json|template)$/i;
/** Of tools, not of people. */
const isLeftOut = (name: string): boolean => name === 'node_modules' || name.startsWith('.');

/** What is below a folder. */
export interface Found {
  /** Folders that `cdk synth` wrote. */
  readonly assemblies: string[];
  /** Files that may be templates. */
  readonly files: string[];
}

/** Looks for templates and cloud assemblies below a folder. Links are followed only to files inside of the folder. */
export function searchFolder(root: string, { reader, problems }: Reading): Found {
  const found: Found = { assemblies: [], files: [] };
  const search = (folder: string): void => {
    if (isAssembly(folder, () => reader.within(root, manifestIn(folder)))) {
      found.assemblies.push(folder);
      return;
    }
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !isLeftOut(entry.name)) problems.attempt(path, () => search(path));
      if (!TEMPLATE.test(entry.name)) continue;
      if (entry.isFile()) found.files.push(path);
      else if (entry.isSymbolicLink() && existsSync(path) && !isInside(root, path)) {
        problems.all.push({ file: path, message: `${path}: must be inside of ${root}, got a link that leads out of it; it is not read` });
      }
    }
  };
  search(root);
  return found;
}

const entriesOf = (folder: string): Dirent[] =>
  readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));

/** Other tools write a `manifest.json` too. One that can't be read is reported where its stacks are read. */
function isAssembly(folder: string, manifest: () => string): boolean {
  if (!existsSync(manifestIn(folder))) return false;
  try {
    return Object.hasOwn(Object(JSON.parse(manifest())), 'artifacts');
  } catch {
    return true;
  }
}
