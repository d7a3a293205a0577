import { spawnSync } from 'node:child_process';

export interface Where {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end; fails with all that it printed where it fails. */
export function run({ cwd, env = process.env }: Where, command: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 256_000_000 });
  if (error) throw new Error(`'${command}' must be there, got ${error.message}; install it`);
  if (status !== 0) throw new Error(`'${[command, ...args].join(' ')}' failed:\n${stdout}${stderr}`);
  return stdout;
}
