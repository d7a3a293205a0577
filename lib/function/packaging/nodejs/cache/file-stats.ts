import { type BigIntStats, lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Read so soon after a change that a second change may look the same: file systems count time in steps. */
const STEP_NS = 50_000_000n;
const COARSE_STEP_NS = 2_500_000_000n;
const SECOND_NS = 1_000_000_000n;
const MOST_LINKS = 40;

/** @internal */
export const nanoseconds = (): bigint => BigInt(Date.now()) * 1_000_000n;

/** @internal */
export function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    // As below a file that is taken for a folder.
    return undefined;
  }
}

/**
 * Whether it is the same file or folder, not touched in between.
 *
 * @internal
 */
export const isSame = (one: BigIntStats, other: BigIntStats): boolean =>
  one.ctimeNs === other.ctimeNs &&
  one.mtimeNs === other.mtimeNs &&
  one.size === other.size &&
  one.ino === other.ino &&
  one.dev === other.dev;

/**
 * Whether a file was last touched well before the time. `ctime` can't be set, as `mtime` can.
 *
 * @internal
 */
export function isOlder({ ctimeNs }: BigIntStats, time: bigint): boolean {
  return ctimeNs + (ctimeNs % SECOND_NS === 0n ? COARSE_STEP_NS : STEP_NS) < time;
}

/**
 * Whether a link was made well before the time, and each that it leads to.
 *
 * @internal
 */
export function isLinkOlder(path: string, time: bigint): boolean {
  let at = path;
  try {
    for (let count = 0; count < MOST_LINKS; count++) {
      const found = lstatSync(at, { bigint: true, throwIfNoEntry: false });
      if (!found?.isSymbolicLink()) return true;
      if (!isOlder(found, time)) return false;
      at = resolve(dirname(at), readlinkSync(at));
    }
  } catch {
    // It was changed a moment ago.
  }
  return false;
}
