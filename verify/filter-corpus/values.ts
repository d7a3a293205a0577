import { list, type Node, raw, value } from './node';
import type { Random } from './random';

/** Upper and lower case of several scripts, pairs that are hard to fold, signs of two units, and what looks like something else. */
const TEXTS = [
  ...['', 'a', 'A', 'ab', 'AB', 'Ab', 'abc', 'b', 'ba', 'bab', 'x', 'é', 'É', 'e\u0301', 'ß', 'SS', 'ẞ', 'ς', 'Σ', 'σ', 'İ', 'i̇', 'I', 'ı'],
  ...['\u212a', 'k', 'ſ', 'ö', 'Ö', 'ω', 'Ω', '\u2126', 'ǆ', 'ǅ', 'Ǆ', 'ﬀ', '名', '名前', '😀', '😀x', '😁', '𐐀', '𐐨', '\ud83d', '?', 'a?'],
  ...[
    '1',
    '01',
    '1.0',
    '1e0',
    '-1',
    '100',
    'true',
    'null',
    '"',
    '"a"',
    '\\',
    '\\*',
    '*',
    'a*',
    'a*b',
    'a b',
    '\n',
    '\u0000',
    ' a',
    '/',
    '[',
    '{}',
  ],
  ...['10.0.0.1', '10.0.0.200', '10.0.1.1', '192.168.0.1', '2001:db8::1', '::1'],
];

/** The same number in several spellings, adjacent ones, and what only big or exact decimals tell apart. */
const NUMBERS = [
  ...[
    '0',
    '-0',
    '0.0',
    '1',
    '1.0',
    '1e0',
    '10e-1',
    '-1',
    '1.5',
    '15e-1',
    '2',
    '3',
    '5',
    '10',
    '100',
    '1e2',
    '1E+2',
    '300',
    '300.0',
    '3.0e2',
  ],
  ...['0.1', '0.10', '1e-7', '0.0000001', '1e-9', '5e9', '5000000000', '5000000000.5', '-5e9', '123456.1234567', '123456.1234568'],
  ...['9007199254740991', '-9007199254740991', '1e15', '2.5', '2.50', '99.99'],
];
/** What JavaScript cannot tell from adjacent numbers. */
const INEXACT = ['9007199254740992', '9007199254740993', '12345678901234567890', '0.12345678901234567', '1e21', '1e308', '1e309'];

export const text = (random: Random): string => (random.chance(0.15) ? random.pick(TEXTS) + random.pick(TEXTS) : random.pick(TEXTS));
/** What the library refuses is rare, and not in events. */
export const number = (random: Random, inexact = 0): string =>
  random.chance(inexact) ? random.pick(INEXACT) : random.chance(0.2) ? String(random.between(-20, 20)) : random.pick(NUMBERS);

export function scalar(random: Random, inexact = 0): Node {
  const share = random.next();
  if (share < 0.5) return value(text(random));
  if (share < 0.8) return raw(number(random, inexact));
  return raw(random.pick(['true', 'false', 'null']));
}

const FIELDS = ['a', 'b', 'c', 'd', 'kind', 'é', '名', '😀'];
/** Names that a program may stumble over. */
const ODD_FIELDS = [
  'a.z',
  'z.b',
  ' ',
  'prefix',
  'exists',
  'numeric',
  'wildcard',
  '=',
  'regex',
  '__proto__',
  'toString',
  'constructor',
  '0',
];

export const field = (random: Random): string => random.pick(random.chance(0.04) ? ODD_FIELDS : FIELDS);

/** What is no value of a list, or of an operator. */
export const wrong = (random: Random): Node =>
  random.pick([value(null), value(true), list(), list(list(value('a'))), raw('{}'), raw('{"a":["b"]}'), value('a'), value(1)]);
