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
