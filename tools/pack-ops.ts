import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../verify/cdk-languages/run';

const ROOT = join(__dirname, '..');

/** Packs the compiled operations package, in the version of the library: both are released together. Returns the file's name. */
export function packOps(out: string, root = ROOT): string {
  const staged = mkdtempSync(join(tmpdir(), 'ops-'));
  try {
    const ops = JSON.parse(readFileSync(join(root, 'ops/package.json'), 'utf8'));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const entry of ['LICENSE', 'README.md', ...ops.files]) cpSync(join(root, 'ops', entry), join(staged, entry), { recursive: true });
    writeFileSync(join(staged, 'package.json'), `${JSON.stringify({ ...ops, version }, undefined, 2)}\n`);
    mkdirSync(out, { recursive: true });
    const packed = JSON.parse(run({ cwd: staged }, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', out));
    return Object.values<{ filename: string }>(packed)[0].filename;
  } finally {
    rmSync(staged, { recursive: true });
  }
}

if (require.main === module) console.log(packOps(join(ROOT, 'dist/ops')));
