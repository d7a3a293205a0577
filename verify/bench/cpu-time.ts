import { writeFileSync } from 'node:fs';

/*
 * Loaded before a command (`node --require`): writes the processor time of the process, in milliseconds, to the file in CPU_TIME_FILE.
 * On a machine that others use too, it says more than the time that passed.
 */
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.CPU_TIME_FILE as string, String((user + system) / 1000));
});
