import { spawnSync } from 'node:child_process';

export const environment = () => ({ ...process.env, CDK_VALIDATION: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' });

/** What a command prints. */
export function run(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: environment(), maxBuffer: 256_000_000 });
  if (status !== 0) throw new Error(`'${command} ${args.join(' ')}' failed in ${cwd}:\n${stdout}${stderr}`);
  return stdout;
}
