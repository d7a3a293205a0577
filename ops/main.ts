import { CommanderError } from 'commander';
import { explained } from './aws/errors';
import { Exit } from './exit';
import { type OpenSession, program } from './program';
import { Refusal } from './refusal';
import { bad, text } from './terminal/text';

/** Runs what the arguments ask for. */
export async function main(args: readonly string[], open: OpenSession): Promise<Exit> {
  let exit = Exit.GOOD;
  try {
    await program(open, (ended) => {
      exit = ended;
    }).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.GOOD : Exit.REFUSED;
    const known = error instanceof Refusal ? error : explained(error);
    process.stderr.write(`${bad(known?.message ?? unforeseen(error)).printed}\n`);
    return Exit.REFUSED;
  }
  return exit;
}

const unforeseen = (error: unknown): string =>
  text`this must not happen, got ${process.env.DEBUG ? (error as Error).stack : String(error)}; please report it`.printed;
