import { Command } from 'commander';
import { version } from '../package.json';
import { audit, describeAudit } from './commands/audit';
import { describeFailures, failures } from './commands/failures';
import { describeInvoke, invoke } from './commands/invoke';
import { type GlobalOptions, withConnection } from './commands/options';
import { describeReplay, replay } from './commands/replay';
import { describeStatus, status } from './commands/status';
import { describeTune, tune } from './commands/tune';
import type { Exit } from './exit';
import type { Session } from './session';

/** Makes what a command works with, of the options that every command has. */
export type OpenSession = (options: GlobalOptions) => Session;

/** All commands. What one needs is loaded when it runs. */
export function program(open: OpenSession, end: (exit: Exit) => void): Command {
  const root = new Command('cdk-hardened-lambda-ops')
    .description('Operate AWS Lambda functions: find what failed, replay it, invoke, tune and audit.')
    .version(version)
    .exitOverride();
  const add = (name: string, describe: (command: Command) => Command): Command => withConnection(describe(root.command(name)));

  add('invoke', describeInvoke).action(async (name, options) => {
    end(await invoke(open(options), name, options));
  });
  add('failures', describeFailures).action(async (name, options) => {
    end(await failures(open(options), name, options));
  });
  add('replay', describeReplay).action(async (name, options) => {
    end(await replay(open(options), name, options));
  });
  add('status', describeStatus).action(async (name, options) => {
    end(await status(open(options), name, options));
  });
  add('tune', describeTune).action(async (name, options) => {
    end(await tune(open(options), name, options));
  });
  add('audit', describeAudit).action(async (options) => {
    end(await audit(open(options), options));
  });
  return root;
}
