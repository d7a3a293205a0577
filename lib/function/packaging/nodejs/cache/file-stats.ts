import { lstatSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Read so soon after a change that a second change may look the same: file systems count time in steps. */
const STEP_MS = 50;
const COARSE_STEP_MS = 2500;
const SECOND_MS = 1000;
const MOST_LINKS = 40;

/** @internal */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // As below a file that is taken for a folder.
    return undefined;
  }
}

/**
 * Whether it is the same file or folder, not touched in between. As numbers, times are exact to a quarter of a microsecond: far less
 * than a step.
 *
 * @internal
 */
export const isSame = (one: Stats, other: Stats): boolean =>
  one.ctimeMs === other.ctimeMs &&
  one.mtimeMs === other.mtimeMs &&
  one.size === other.size &&
  one.ino === other.ino &&
  one.dev === other.dev;

/**
 * Whether a file was last touched well before the time. `ctime` can't be set, as `mtime` can.
 *
 * @internal
 */
export function isOlder({ ctimeMs }: Stats, time: number): boolean {
  return ctimeMs + (ctimeMs % SECOND_MS === 0 ? COARSE_STEP_MS : STEP_MS) < time;
}

/**
 * Whether a link was made well before the time, and each that it leads to.
 *
 * @internal
 */
export function isLinkOlder(path: string, time: number): boolean {
  let at = path;
  try {
    for (let count = 0; count < MOST_LINKS; count++) {
      const found = lstatSync(at, { throwIfNoEntry: false });
      if (!found?.isSymbolicLink()) return true;
      if (!isOlder(found, time)) return false;
      at = resolve(dirname(at), readlinkSync(at));
    }
  } catch {
    // It was changed a moment ago.
  }
  return false;
}
