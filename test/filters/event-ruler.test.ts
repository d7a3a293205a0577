import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeMatches } from '../../lib/filters/filter-match';
import { grammarFindings } from '../../lib/filters/grammar';
import { patternMatches } from '../../lib/filters/matcher';
import { readPattern } from '../../lib/filters/pattern-text';

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

/** What AWS's engine, event-ruler 2.1.0, said of patterns and events. */
const VECTORS: Vector[] = JSON.parse(readFileSync(join(__dirname, 'event-ruler-vectors.json'), 'utf8'));
const IDS = VECTORS.map(({ id }) => id);

const parsed = (value: unknown): any => (typeof value === 'string' ? JSON.parse(value) : value);

/** Patterns that the engine takes and we refuse, and why. */
const STRICTER: Record<string, readonly string[]> = {
  'AWS documents the operator for EventBridge, not for Lambda': [
    ...['p06 prefix eqic', 'p08 suffix eqic', 'p17 exactly'],
    ...['a11 prefix', 'a12 prefix list', 'a13 suffix', 'a14 eqic', 'a15 wildcard'],
    ...['w01 wildcard', 'w03 escaped', 'w06 empty', 'w07 star only', 'w08 no star', 'w09 * on number', 'w10 evaluateComplexity'],
    ...['c01 cidr', 'c02 cidr outside', 'c05 host bits', 'c06 ipv6', 'cidr /31'],
  ],
  'a key is repeated: one of the two may be forgotten, and JSON.parse forgets the first': [
    ...['s17 duplicate key', 's18 duplicate leaf key', 'dup last wins a', 'dup last wins b'],
    ...['two dynamodb keys, only one holds', 'two dynamodb keys, both hold'],
  ],
  'a field inside and outside $or: the constraint outside is lost': ['o14 sibling same path', 'o14 a=x,b=z', 'o14 a=y only'],
  'an operator outside a list is a field of that name, which was hardly meant': [
    's24 operator value array, not in list',
    's25 anything-but not in array',
    'field named prefix (list)',
  ],
  'text behind the object is no JSON': ['s16 trailing garbage', 'trailing garbage after brace'],
  'a number that JavaScript cannot hold exactly': ['e23 big int', '17-digit precision'],
};
const STRICTER_IDS = Object.values(STRICTER).flat();

/** Matches that cannot be asked for, as the pattern cannot be read, or not as it is meant. */
const UNREADABLE = [
  ...STRICTER['text behind the object is no JSON'],
  ...STRICTER['a field inside and outside $or: the constraint outside is lost'],
  '17-digit precision',
];

const findingsOf = (pattern: unknown) => {
  if (typeof pattern !== 'string') return grammarFindings(pattern);
  const read = readPattern(pattern);
  return read.findings.length > 0 ? read.findings : grammarFindings(read.pattern);
};

test('there are 216 of them, each with a name of its own', () => {
  expect(VECTORS).toHaveLength(216);
  expect(new Set(IDS).size).toBe(216);
});

describe('a pattern is refused exactly where the engine refuses it, or where there is a reason', () => {
  test.each(VECTORS)('$id', ({ id, pattern, valid }) => {
    expect(findingsOf(pattern).length === 0).toBe(valid && !STRICTER_IDS.includes(id));
  });

  test.each(Object.entries(STRICTER))('%s', (_, ids) => {
    for (const id of ids) expect(VECTORS.find((vector) => vector.id === id)).toMatchObject({ id, valid: true });
  });

  test('no pattern that the engine refuses is let through', () => {
    expect(VECTORS.filter(({ pattern, valid }) => !valid && findingsOf(pattern).length === 0)).toEqual([]);
  });
});

describe('an event matches exactly where it matches in the engine', () => {
  const judged = VECTORS.filter(({ id, matches }) => matches !== null && !UNREADABLE.includes(id));

  test.each(judged)('$id', ({ pattern, event, matches }) => {
    expect(patternMatches(writeMatches(parsed(pattern)).pattern as any, parsed(event))).toBe(matches);
  });

  test('almost all of them are judged', () => {
    const withVerdict = VECTORS.filter(({ matches }) => matches !== null);
    expect(judged).toHaveLength(withVerdict.length - UNREADABLE.filter((id) => withVerdict.some((vector) => vector.id === id)).length);
  });
});
