import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..');

/** Synthesizes an application of this repository, with what its bundles need, in a separate process. */
export async function synthesize(entry: string, outdir: string, signal?: AbortSignal): Promise<void> {
  const args = ['-r', 'ts-node/register/transpile-only', '-r', 'tsconfig-paths/register', entry];
  const env = {
    ...process.env,
    TS_NODE_PROJECT: join(ROOT, 'tools', 'tsconfig.json'),
    CDK_OUTDIR: outdir,
    CDK_VALIDATION: 'false',
  };
  await run(process.execPath, args, { cwd: dirname(entry), env, signal, maxBuffer: 64_000_000 });
}
