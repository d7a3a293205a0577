import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * What was found by eye in templates that nobody tuned the rules on: the findings that were drawn, each with its verdict, and what
 * somebody who reads a function would have reported. The page docs/precision.md has these numbers.
 */

/** A finding that was drawn, and whether it is right. */
interface Verdict {
  readonly draw: string;
  readonly repository: string;
  readonly commit: string;
  readonly file: string;
  readonly rule: string;
  readonly severity: string;
  readonly resource: string;
  readonly verdict: 'right' | 'wrong';
  readonly why: string;
}

/** A function that was drawn, the rules that report it, and what they do not. */
interface Read {
  readonly repository: string;
  readonly commit: string;
  readonly file: string;
  readonly function: string;
  readonly reported: readonly string[];
  readonly missed: readonly string[];
}

const read = <T>(name: string): readonly T[] => JSON.parse(readFileSync(join(__dirname, name), 'utf8'));

export const verdicts = (): readonly Verdict[] => read('verdicts.json');
export const functionsRead = (): readonly Read[] => read('recall.json');

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** A line for each draw, and one for the functions. */
export function summary(): string[] {
  const draws = [...new Set(verdicts().map(({ draw }) => draw))];
  const lines = draws.map((draw) => {
    const drawn = verdicts().filter((one) => one.draw === draw);
    const right = drawn.filter(({ verdict }) => verdict === 'right').length;
    const rules = new Set(drawn.map(({ rule }) => rule)).size;
    return `${draw}: ${right} of ${drawn.length} findings of ${rules} rules are right, ${percent(right, drawn.length)}`;
  });
  const functions = functionsRead();
  const reported = functions.reduce((sum, one) => sum + one.reported.length, 0);
  const missed = functions.flatMap((one) => one.missed);
  const kinds = new Set(missed.map((each) => each.split(':')[0])).size;
  return [...lines, `${functions.length} functions: ${reported} matters are reported, ${missed.length} of ${kinds} kinds are not`];
}
