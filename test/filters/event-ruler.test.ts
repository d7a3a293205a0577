import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grammarFindings } from '../../lib/filters/engine/grammar';
import { patternMatches } from '../../lib/filters/engine/matcher';
import { readPattern } from '../../lib/filters/engine/pattern-text';
import { writeMatches } from '../../lib/filters/filter-match';
import { DIFFERENCES } from '../../verify/filter-corpus/differences';

interface Vector {
  readonly id: string;
  /** JSON where it is a text. */
  readonly pattern: any;
  /** JSON where it is a text. */
  readonly event: any;
  readonly valid: boolean;
  /** Null where the engine refused the pattern or the event. */
  readonly matches: boolean | null;
}

/** What AWS's engine, event-ruler 2.1.0, answers for patterns and events. */
const VECTORS: Vector[] = JSON.parse(readFileSync(join(__dirname, 'event-ruler-vectors.json'), 'utf8'));
const IDS = VECTORS.map(({ id }) => id);

const parsed = (value: unknown): any => (typeof value === 'string' ? JSON.parse(value) : value);

const STRICTER_IDS = DIFFERENCES.flatMap(({ vectors }) => vectors);

/** Matches that cannot be asked for, as the pattern cannot be read, or not as it is meant. */
const UNREADABLE = [
  's16 trailing garbage',
  'trailing garbage after brace',
  'o14 a=x,b=z',
  'o14 a=y only',
  'o14 sibling same path',
  '17-digit precision',
];

const findingsOf = (pattern: unknown) => {
  if (typeof pattern !== 'string') return grammarFindings(pattern);
  const read = readPattern(pattern);
  return read.findings.length > 0 ? read.findings : grammarFindings(read.pattern);
};

test('there are 216 of them, each with its own name', () => {
  expect(VECTORS).toHaveLength(216);
  expect(new Set(IDS).size).toBe(216);
});

describe('a pattern is refused exactly where the engine refuses it, or where there is a reason', () => {
  test.each(VECTORS)('$id', ({ id, pattern, valid }) => {
    expect(findingsOf(pattern).length === 0).toBe(valid && !STRICTER_IDS.includes(id));
  });

  test.each(DIFFERENCES)('$name', ({ vectors }) => {
    for (const id of vectors) expect(VECTORS.find((vector) => vector.id === id)).toMatchObject({ id, valid: true });
  });

  test('no pattern that the engine refuses is accepted', () => {
    expect(VECTORS.filter(({ pattern, valid }) => !valid && findingsOf(pattern).length === 0)).toEqual([]);
  });
});

describe('an event matches exactly where it matches in the engine', () => {
  const checked = VECTORS.filter(({ id, matches }) => matches !== null && !UNREADABLE.includes(id));

  test.each(checked)('$id', ({ pattern, event, matches }) => {
    expect(patternMatches(writeMatches(parsed(pattern)).pattern as any, parsed(event))).toBe(matches);
  });

  test('almost all of them are checked', () => {
    const withVerdict = VECTORS.filter(({ matches }) => matches !== null);
    expect(checked).toHaveLength(withVerdict.length - UNREADABLE.filter((id) => withVerdict.some((vector) => vector.id === id)).length);
  });
});
