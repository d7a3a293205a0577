import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { commonMistakesApp } from '../../examples/common-mistakes/app';
import { terminalImage } from './image';

const ROOT = join(__dirname, '..', '..');

/** The coloured report of the command line on examples/common-mistakes. */
export function commonMistakesReport(): string {
  const folder = mkdtempSync(join(tmpdir(), 'common-mistakes-'));
  try {
    const app = commonMistakesApp({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
    app.synth();
    const outfile = join(folder, 'cli.js');
    buildSync({
      entryPoints: [join(ROOT, 'cli/main.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      mainFields: ['module', 'main'],
      outfile,
      logLevel: 'warning',
    });
    const env = { ...process.env, FORCE_COLOR: '1' };
    return execFileSync(process.execPath, [outfile, 'check', '--fail-on', 'none'], { cwd: folder, encoding: 'utf8', env });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** docs/common-mistakes.svg */
export const commonMistakesImage = (): string => terminalImage('npx cdk-hardened-lambda check', commonMistakesReport());
