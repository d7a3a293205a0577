import { spawnSync } from 'node:child_process';
import type { Tool } from './language';

/** What has to be installed of the tools. */
export const absentTools = (tools: readonly Tool[]): string[] =>
  tools.filter(({ ask: [command, ...args] }) => spawnSync(command, args, { stdio: 'ignore' }).status !== 0).map(({ install }) => install);
