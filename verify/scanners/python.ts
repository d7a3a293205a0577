import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(__dirname, '../../node_modules/.cache/scanners');

export type Requirements = 'lint' | 'checkov';

/** What the newest versions are asked by; as the pinned ones, else. */
const NEWEST: Record<Requirements, string[]> = {
  lint: ['cfn-lint', 'parliament', 'cloudsplaining', 'setuptools<81'],
  checkov: ['checkov'],
};

/** The folder of the programs, installed once for each list of requirements and Python. */
export function installed(python: string, requirements: Requirements, newest = false): string {
  const file = join(__dirname, 'requirements', `${requirements}.txt`);
  const wanted = newest ? NEWEST[requirements].join('\n') : readFileSync(file, 'utf8');
  const venv = join(CACHE, newest ? `${requirements}-newest` : requirements);
  const stamp = join(venv, 'installed');
  const digest = createHash('sha256').update(run(python, '--version')).update(wanted).digest('hex');
  if (newest || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    rmSync(venv, { recursive: true, force: true });
    run(python, '-m', 'venv', venv);
    const what = newest ? NEWEST[requirements] : ['--no-deps', '-r', file];
    run(join(venv, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', ...what);
    writeFileSync(stamp, digest);
  }
  return join(venv, 'bin');
}

/** What a program prints; what its exit code says of findings is read there. */
export function outputOf(command: string, args: string[], input = ''): string {
  const { error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', input, maxBuffer: 256_000_000 });
  if (error) throw error;
  if (stdout === '') throw new Error(`'${command} ${args.join(' ')}' printed nothing: ${stderr}`);
  return stdout;
}

function run(command: string, ...args: string[]): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 256_000_000 });
  if (status !== 0) throw new Error(`'${command} ${args.join(' ')}' failed: ${error?.message ?? stdout + stderr}`);
  return stdout;
}
