import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';

/** A runner that starts jest again in the same process, as that of the mutants does, finds the folder of before. */
export default function removeTemporaryFolder(): void {
  const folder = tmpdir();
  if (!basename(folder).startsWith('hardened-tests-')) return;
  process.env.TMPDIR = dirname(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
