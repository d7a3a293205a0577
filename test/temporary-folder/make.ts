import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Applications leave their assembly in the temporary folder, thousands in a run of all tests: they get one that is deleted after it. */
export default function makeTemporaryFolder(): void {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'hardened-tests-'));
}
