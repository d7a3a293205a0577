import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { batchTime, checksTable, checkTimes, tooSlow } from './checks';
import { install } from './installation';
import { Bench } from './measurements';
import { profile } from './profile';
import { median, quantile } from './statistics';
import { LIMIT, summarize, table } from './summary';

/*
 * What a hardened function costs at synth, against the same template by hand.
 *
 *   --check      exit code 1 where the whole 95 % interval of a ratio's median lies above the limit; a median above it
 *                whose interval reaches below is called unclear and passes: run it again on a quieter machine
 *   --json FILE  writes the summaries, and each round, as JSON
 *   --null       measures the side by hand against itself, which shows how far noise alone drives a ratio
 *   --profile    shows instead where the time of 100 functions goes
 *   --checks     measures the checks of templates alone
 */
const OPTIONS = {
  check: { type: 'boolean', default: false },
  json: { type: 'string' },
  null: { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
  checks: { type: 'boolean', default: false },
} as const;

/** Enough for an interval of a few percent, in less than two minutes. */
const ROUNDS = { first: 21, many: 25, memory: 11, large: 7, loading: 11, checks: 5 };

function main(): void {
  const { values } = parseArgs({ options: OPTIONS });
  const { folder, unpackedKilobytes } = install();
  if (values.profile) {
    console.log(profile(folder));
    return;
  }
  measureChecks(folder, values.check);
  if (values.checks) return;
  const bench = new Bench(folder, values.null ? 'hand-written' : 'hardened');
  const comparisons = [
    bench.first(ROUNDS.first),
    bench.many(ROUNDS.many, 'addFunction', '100 functions in 10 stacks'),
    bench.many(ROUNDS.many, 'addQueueWorker', '100 that read a queue'),
    bench.many(ROUNDS.many, 'addStreamReader', '100 that read a stream'),
    bench.many(ROUNDS.many, 'addReleasedFunction', '100 released by a canary'),
    bench.many(ROUNDS.many, 'addFront', '100 behind an HTTP API each'),
    ...(values.null ? [] : [bench.adoption(ROUNDS.many), bench.withQueueEach(ROUNDS.many)]),
    bench.memory(ROUNDS.memory),
    ...(values.null ? [] : bench.large(ROUNDS.large)),
  ];
  const loading = bench.loading(ROUNDS.loading);
  const summaries = comparisons.map(summarize);

  console.log(table(summaries));
  console.log(
    `\ninstalled: ${unpackedKilobytes.toFixed(0)} kB unpacked; loading a function of it takes ${median(loading).toFixed(0)} ms ` +
      `(10-90 %: ${quantile(loading, 0.1).toFixed(0)}-${quantile(loading, 0.9).toFixed(0)}) once the CDK is loaded`,
  );
  console.log(bench.footprint());
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ limit: LIMIT, summaries, unpackedKilobytes, loading, comparisons }, null, 2)}\n`);
  if (values.check && summaries.some(({ verdict }) => verdict === 'too high')) {
    console.error(`\na ratio is above its limit, and not by noise: see where the time goes with --profile`);
    process.exitCode = 1;
  }
}

function measureChecks(folder: string, hasToBeFast: boolean): void {
  const times = checkTimes(folder, ROUNDS.checks);
  const batch = batchTime(folder);
  console.log(`${checksTable(times, batch)}\n`);
  const slow = hasToBeFast ? tooSlow(times, batch) : [];
  for (const sentence of slow) console.error(`the checks of ${sentence} of processor time`);
  if (slow.length > 0) process.exitCode = 1;
}

main();
