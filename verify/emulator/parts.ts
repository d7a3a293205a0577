import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPython } from '../../tools/python';

export const VENV = join(__dirname, '..', '..', 'node_modules', '.cache', 'live', 'venv');
const REQUIREMENTS = join(__dirname, 'requirements.txt');
const NODE = join(__dirname, 'node');

/** Where what runs the emulator lies. */
export const EMULATOR = join(VENV, 'bin', 'ministack');
/** In the order in which the emulator looks for what it starts: functions run on the Node.js of the first. */
export const PATH = [join(NODE, 'node_modules', '.bin'), join(VENV, 'bin'), '/usr/bin', '/bin'].join(':');

const run = promisify(execFile);

/** Installs the emulator, and the Node.js that it runs functions with; nothing where both are there already. */
export async function installParts(signal?: AbortSignal): Promise<void> {
  const found = findPython(process.env, [3, 10]);
  if ('missing' in found) throw new Error(`the emulator cannot run: ${found.missing}`);
  const { python } = found;
  await Promise.all([
    once(VENV, REQUIREMENTS, () => installEmulator(python, signal)),
    once(join(NODE, 'node_modules'), join(NODE, 'package-lock.json'), () =>
      run('npm', ['ci', '--no-audit', '--no-fund', '--prefix', NODE], { signal }),
    ),
  ]);
}

async function installEmulator(python: string, signal?: AbortSignal): Promise<void> {
  rmSync(VENV, { recursive: true, force: true });
  await run(python, ['-m', 'venv', VENV], { signal });
  const args = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--no-compile', '-r', REQUIREMENTS];
  await run(join(VENV, 'bin', 'pip'), args, { signal });
}

/** Installs into the folder, anew where the list of what is installed has changed since. */
async function once(folder: string, list: string, install: () => Promise<unknown>): Promise<void> {
  const wanted = readFileSync(list, 'utf8');
  const stamp = join(folder, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await install();
  writeFileSync(stamp, wanted);
}
