import type { Comparison } from './measurements';
import { median, medianInterval, quantile } from './statistics';

/** What a ratio may be at most. */
export const LIMIT = 1.05;

export type Verdict = 'good' | 'unclear' | 'too high';

export interface Summary {
  readonly what: string;
  readonly unit: string;
  readonly rounds: number;
  readonly subject: number;
  readonly counterpart: number;
  readonly ratio: number;
  /** The 10th and the 90th percentile of the ratios of the rounds. */
  readonly spread: [number, number];
  /** Where the true median lies with 95% confidence. */
  readonly interval: [number, number];
  readonly verdict: Verdict;
}

export function summarize({ what, unit, pairs, limit = LIMIT }: Comparison): Summary {
  const ratios = pairs.map(({ subject, counterpart }) => subject / counterpart);
  const interval = medianInterval(ratios);
  return {
    what,
    unit,
    rounds: pairs.length,
    subject: median(pairs.map(({ subject }) => subject)),
    counterpart: median(pairs.map(({ counterpart }) => counterpart)),
    ratio: median(ratios),
    spread: [quantile(ratios, 0.1), quantile(ratios, 0.9)],
    interval,
    verdict: verdictOf(median(ratios), interval, limit),
  };
}

/** Too high is what noise does not explain: the whole interval lies above the limit. */
function verdictOf(ratio: number, [low]: [number, number], limit: number): Verdict {
  if (ratio <= limit) return 'good';
  return low > limit ? 'too high' : 'unclear';
}

const HEAD = ['', 'hardened', 'by hand', 'ratio', '10-90 %', 'median 95 %', 'rounds', ''];

export function table(summaries: Summary[]): string {
  const rows = summaries.map(({ what, unit, rounds, subject, counterpart, ratio, spread, interval, verdict }) => [
    what,
    `${subject.toFixed(0)} ${unit}`,
    `${counterpart.toFixed(0)} ${unit}`,
    ratio.toFixed(3),
    range(spread),
    range(interval),
    String(rounds),
    verdict,
  ]);
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => row[column].length)));
  return [HEAD, ...rows]
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column], column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const range = ([low, high]: [number, number]): string => `${low.toFixed(2)}-${high.toFixed(2)}`;

const pad = (cell: string, width: number, column: number): string =>
  column === 0 || column === HEAD.length - 1 ? cell.padEnd(width) : cell.padStart(width);
