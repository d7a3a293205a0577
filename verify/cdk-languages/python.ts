import { join } from 'node:path';
import type { Language } from './language';
import { PYTHON } from './pins';
import { run } from './run';

const interpreter = (folder: string): string => join(folder, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');

export const python: Language = {
  name: 'Python',
  folder: 'python',
  program: 'app.py',
  cdk: PYTHON['aws-cdk-lib'],
  tools: [
    { ask: ['python3', '--version'], install: 'Python 3.10 or later' },
    { ask: ['python3', '-c', 'import ensurepip, venv'], install: "Python's own venv (python3-venv on Debian)" },
  ],

  install(packages, folder) {
    const pinned = Object.entries(PYTHON).map(([name, version]) => `${name}==${version}`);
    run({ cwd: folder }, 'python3', '-m', 'venv', 'venv');
    // All of them are named, so nothing else is looked for. Compiled, they would start later than they run.
    const options = ['--quiet', '--disable-pip-version-check', '--no-compile', '--no-deps'];
    run({ cwd: folder }, interpreter(folder), '-m', 'pip', 'install', ...options, ...pinned, join(packages, 'python'));
    run({ cwd: folder }, interpreter(folder), '-m', 'pip', 'check');
  },

  synthesize(folder, env) {
    run({ cwd: folder, env }, interpreter(folder), this.program);
  },

  refuse(folder, env) {
    run({ cwd: folder, env }, interpreter(folder), 'faults.py');
  },
};
