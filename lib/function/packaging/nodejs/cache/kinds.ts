import { type Stats, statSync } from 'node:fs';

/** Neither throws below a file that is taken for a folder, nor for a name that no file system takes. */
function found(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** @internal */
export const isFile = (path: string): boolean => found(path)?.isFile() ?? false;

/** @internal */
export const isFolder = (path: string): boolean => found(path)?.isDirectory() ?? false;

const INSIDE = /[/\\]node_modules[/\\](@[^/\\]+[/\\])?[^@/\\][^/\\]*([/\\](?!node_modules$)|$)/;

/**
 * Whether only a package manager writes into the folder.
 *
 * @internal
 */
export function isInsidePackage(folder: string): boolean {
  return INSIDE.test(folder) && !/[/\\]node_modules([/\\]@[^/\\]+)?$/.test(folder);
}
