import { spawnSync } from 'node:child_process';

/** The Python that is there, if it will do, with venv; PYTHON names another one than `python3`. */
export function findPython(
  { PYTHON = 'python3' }: NodeJS.ProcessEnv,
  oldest: readonly [number, number],
): { readonly python: string } | { readonly missing: string } {
  const { error, stdout, stderr } = spawnSync(PYTHON, ['-c', 'import sys, venv, ensurepip; print(*sys.version_info[:2])'], {
    encoding: 'utf8',
  });
  const [major, minor] = (stdout ?? '').trim().split(' ').map(Number);
  if (major === oldest[0] && minor >= oldest[1]) return { python: PYTHON };
  const got = stdout?.trim() ? `${major}.${minor}` : (error?.message ?? stderr.trim().split('\n').pop());
  const fix = "install it (Debian and Ubuntu: apt-get install python3-venv), or name it by the environment variable 'PYTHON'";
  return { missing: `Python ${oldest.join('.')} or newer with venv is needed, got ${got}; ${fix}` };
}
