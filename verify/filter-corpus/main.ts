import { type Case, compare, type Disagreement } from './compare';
import { askEngine } from './engine';
import { makeEvent } from './events';
import { written } from './node';
import { makePattern } from './patterns';
import { Random } from './random';

/*
 * Makes patterns and events by chance, asks AWS's own engine and the library, and compares: whether the pattern is
 * valid, and whether each event matches. `--seed` repeats a run, `--count` says how many patterns.
 */
const EVENTS = 3;

function option(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(name);
  if (at < 0) return otherwise;
  const given = Number(args[at + 1]);
  if (Number.isSafeInteger(given) && given >= 0) return given;
  throw new Error(`'${name}' must be a whole number, got ${args[at + 1]}; write for example ${name} 30000`);
}

function makeCase(random: Random): Case {
  const pattern = makePattern(random);
  const events = Array.from({ length: EVENTS }, () => written(makeEvent(random, pattern.node)));
  return { pattern, text: written(pattern.node) + pattern.behind, events };
}

function shown(disagreements: readonly Disagreement[]): string[] {
  const shortest = new Map<string, Disagreement>();
  for (const one of disagreements) {
    const known = shortest.get(one.what);
    if (!known || one.text.length < known.text.length) shortest.set(one.what, one);
  }
  return [...shortest.values()].map(({ what, text }) => `${disagreements.filter((one) => one.what === what).length} x ${what}\n  ${text}`);
}

function main(args: readonly string[]): void {
  const seed = option(args, '--seed', Date.now() % 1_000_000_007);
  const count = option(args, '--count', 40_000);
  console.log(`seed ${seed}, ${count} patterns with ${EVENTS} events each`);
  const random = new Random(seed);
  const cases = Array.from({ length: count }, () => makeCase(random));
  const answers = askEngine(cases.map(({ text, events }) => ({ pattern: text, events })));
  const { disagreements, table, idle } = compare(cases, answers);
  console.log(table);
  if (disagreements.length > 0) {
    console.error(`${disagreements.length} disagreements, the shortest of each kind:\n${shown(disagreements).join('\n')}`);
    process.exitCode = 1;
  }
  if (count >= 10_000 && idle.length > 0) {
    console.error(`never tried, so that nothing was shown: ${idle.join('; ')}`);
    process.exitCode = 1;
  }
}

main(process.argv.slice(2));
