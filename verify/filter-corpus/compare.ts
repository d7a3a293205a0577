import { grammarFindings } from '../../lib/filters/engine/grammar';
import { patternMatches } from '../../lib/filters/engine/matcher';
import { readPattern } from '../../lib/filters/engine/pattern-text';
import { DIFFERENCES, UNDOCUMENTED } from './differences';
import type { Answer } from './engine';
import { nodesOf } from './node';
import { OPERATORS, type Pattern } from './patterns';

export interface Case {
  readonly pattern: Pattern;
  readonly text: string;
  readonly events: readonly string[];
}

export interface Disagreement {
  readonly what: string;
  readonly text: string;
}

export interface Comparison {
  readonly disagreements: readonly Disagreement[];
  readonly table: string;
  /** What no pattern had, so that the run shows nothing about it. */
  readonly idle: readonly string[];
}

const COLUMNS = ['taken by both', 'refused by both', 'refused here', 'matches', 'no match', 'event refused'] as const;
/** What every operator has to have had. */
const EXPECTED = ['taken by both', 'refused by both', 'matches', 'no match'] as const;
type Column = (typeof COLUMNS)[number];

/** What a pattern is made of: its operators, and what is none. */
function partsOf({ node }: Pattern): Set<string> {
  const parts = new Set<string>(['any']);
  for (const { node: one, inList } of nodesOf(node)) {
    if (inList && one.kind === 'scalar') parts.add('equality');
    if (one.kind !== 'object') continue;
    for (const [key] of one.fields) if (key === '$or' || (inList && OPERATORS.includes(key))) parts.add(key);
  }
  return parts;
}

/** What the library refuses in a pattern, a sentence each. */
function refusals(text: string): readonly string[] {
  const { pattern, findings } = readPattern(text);
  return (findings.length > 0 ? findings : grammarFindings(pattern)).map(({ message }) => message);
}

/** An error of the engine's without what is particular to a pattern. */
const cause = (error: string): string => error.split('\n')[0].replace(/["\d'].*/, '...');

export function compare(cases: readonly Case[], answers: readonly Answer[]): Comparison {
  const disagreements: Disagreement[] = [];
  const counts = new Map<string, Record<Column, number>>();
  const strict = new Map(DIFFERENCES.map(({ name }) => [name, 0]));
  const count = (pattern: Pattern, column: Column): void => {
    for (const part of partsOf(pattern)) {
      const row = counts.get(part) ?? (Object.fromEntries(COLUMNS.map((name) => [name, 0])) as Record<Column, number>);
      row[column]++;
      counts.set(part, row);
    }
  };

  cases.forEach(({ pattern, text, events }, at) => {
    const { error, strictError, matches } = answers[at];
    const refused = refusals(text);
    const known = DIFFERENCES.filter((difference) => difference.isIn(pattern));
    if (strictError !== null && refused.length === 0)
      disagreements.push({ what: `the engine refuses: ${cause(strictError)}`, text: `${text} (${strictError.split('\n')[0]})` });
    if (error === null && refused.length > 0) {
      if (known.length === 0) disagreements.push({ what: 'refused here alone', text: `${text} (${refused[0]})` });
      for (const { name } of known) strict.set(name, (strict.get(name) ?? 0) + 1);
    }
    count(pattern, error !== null ? 'refused by both' : refused.length > 0 ? 'refused here' : 'taken by both');
    if (error !== null || known.some(({ unreadable }) => unreadable)) return;
    events.forEach((event, index) => {
      const theirs = matches[index];
      count(pattern, theirs === null ? 'event refused' : theirs ? 'matches' : 'no match');
      if (theirs === null) return;
      const ours = patternMatches(JSON.parse(text), JSON.parse(event));
      if (ours !== theirs)
        disagreements.push({
          what: `${theirs ? 'matches' : 'does not match'} in the engine, not here`,
          text: `${text}  event ${event}`,
        });
    });
  });

  const idle = [...counts].flatMap(([part, row]) =>
    EXPECTED.filter((column) => row[column] === 0 && !(column === 'taken by both' && UNDOCUMENTED.includes(part))).map(
      (column) => `${part}, ${column}`,
    ),
  );
  for (const [name, times] of strict) if (times === 0) idle.push(name);
  for (const operator of OPERATORS) if (!counts.has(operator)) idle.push(operator);
  return { disagreements, idle, table: tableOf(counts, strict) };
}

function tableOf(counts: ReadonlyMap<string, Record<Column, number>>, strict: ReadonlyMap<string, number>): string {
  const rows = [...counts].map(([part, row]) => [part, ...COLUMNS.map((column) => String(row[column]))]);
  const line = (cells: readonly string[]) => cells.map((cell, index) => (index === 0 ? cell.padEnd(20) : cell.padStart(16))).join('');
  return [
    line(['with', ...COLUMNS]),
    ...rows.map(line),
    '',
    'refused here on purpose:',
    ...[...strict].map(([name, times]) => `${String(times).padStart(7)}  ${name}`),
  ].join('\n');
}
