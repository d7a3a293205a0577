import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, run } from './run';

/** The last version below the range, and one of the year before. */
const BELOW = ['2.256.1', '2.200.0'];

/** Versions below the range that an app is not told of in one sentence, when it asks the compiled package for a function. */
export function unclearBelow(compiled: string): string[] {
  return BELOW.map((version) => ({ version, text: toldBelow(compiled, version) }))
    .filter(({ version, text }) => !new RegExp(`aws-cdk-lib [0-9.]+ or later, got ${version.replaceAll('.', '[.]')}; upgrade`).test(text))
    .map(({ version, text }) => `aws-cdk-lib ${version} must be refused in one sentence, got ${text}`);
}

function toldBelow(compiled: string, version: string): string {
  const folder = mkdtempSync(join(tmpdir(), `cdk-${version}-`));
  try {
    run(folder, 'npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', `aws-cdk-lib@${version}`, 'constructs@10');
    for (const part of ['package.json', 'build']) {
      cpSync(join(compiled, part), join(folder, 'node_modules/cdk-hardened-lambda', part), { recursive: true });
    }
    const program = "new (require('cdk-hardened-lambda').HardenedFunction)(new (require('aws-cdk-lib').Stack)(), 'Orders', {})";
    const { stderr } = spawnSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8', env: environment() });
    return stderr.split('\n').find((line) => /^\w*Error: /.test(line)) ?? `no error: ${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
