import { createContext, runInContext } from 'node:vm';

/** Work took longer than it may. */
export class OutOfTime extends Error {}

/** What Node.js takes, in milliseconds. */
const LONGEST = 2 ** 32 - 1;

/** Ends work that takes longer, wherever it is: a template of somebody else must not keep a build busy. */
export function within<T>(milliseconds: number, work: () => T): T {
  if (milliseconds < 1) throw new OutOfTime();
  try {
    return runInContext('work()', createContext({ work }), { timeout: Math.min(Math.ceil(milliseconds), LONGEST) });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new OutOfTime() : error;
  }
}
