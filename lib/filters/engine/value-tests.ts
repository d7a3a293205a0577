import { coversPieces } from '../../core/aws/wildcards';
import { inRange } from './address-range';
import type { EventField } from './event-fields';
import { isObject } from './finding';

type Value = EventField['value'];

/** Half of a surrogate pair is a question mark to the engine. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '?');

/** The signs of a text in either case, and signs beyond U+FFFF in none: the engine folds them half by half. */
const inAnyCase = (text: string): Shape[] => text.split('').map((sign) => [sign.toLowerCase(), sign.toUpperCase()].map(wellFormed));

const literally = (text: string): Shape[] =>
  wellFormed(text)
    .split('')
    .map((sign) => [sign]);

/** The texts that may stand for one sign. */
type Shape = readonly string[];

/** Where in a text the signs may end that begin at one of the places. */
function endsOf(signs: readonly Shape[], text: string, starts: readonly number[]): ReadonlySet<number> {
  let ends = new Set(starts);
  for (const forms of signs) {
    ends = new Set([...ends].flatMap((end) => forms.filter((form) => text.startsWith(form, end)).map((form) => end + form.length)));
    if (ends.size === 0) break;
  }
  return ends;
}

type TextTest = (quoted: string, signs: readonly Shape[]) => boolean;

const BEGINS: TextTest = (quoted, signs) => endsOf([['"'], ...signs], quoted, [0]).size > 0;
const ENDS: TextTest = (quoted, signs) => endsOf([...signs, ['"']], quoted, Array.from(quoted.split('').keys())).has(quoted.length);
const IS: TextTest = (quoted, signs) => endsOf([['"'], ...signs, ['"']], quoted, [0]).has(quoted.length);

/** A test of text, which has its quotes to the engine, that takes one text, or `{ 'equals-ignore-case': text }`. */
const onText =
  (test: TextTest, signsOf = literally) =>
  (value: Value, operand: unknown): boolean => {
    const signs = isObject(operand) ? inAnyCase(String(operand['equals-ignore-case'])) : signsOf(String(operand));
    return typeof value === 'string' && test(`"${wellFormed(value)}"`, signs);
  };

/** `*` stands for any text, `\*` for itself. No expression is built: it would try every way to spread a text over them. */
function matchesWildcards(value: Value, pattern: unknown): boolean {
  if (isObject(pattern)) return onText(IS)(value, pattern);
  const pieces = [''];
  for (const [part] of String(pattern).matchAll(/\\[*\\]|\*|[^*\\]+|\\/g)) {
    if (part === '*') pieces.push('');
    else pieces[pieces.length - 1] += part.length === 2 ? part.replace(/^\\/, '') : part;
  }
  return typeof value === 'string' && coversPieces(pieces.map(wellFormed), wellFormed(value));
}

const isSame = (value: Value, other: unknown): boolean =>
  typeof value === 'string' && typeof other === 'string' ? wellFormed(value) === wellFormed(other) : value === other;

const COMPARISONS: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
};

function isIn(value: Value, range: unknown): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value) || !Array.isArray(range)) return false;
  for (let at = 0; at < range.length; at += 2) if (!COMPARISONS[range[at]]?.(value, range[at + 1])) return false;
  return true;
}

function isNoneOf(value: Value, excluded: unknown): boolean {
  if (!isObject(excluded)) return ![excluded].flat().some((other) => isSame(value, other));
  const [operator, operands] = Object.entries(excluded)[0];
  return !(Array.isArray(operands) ? operands : [operands]).some((operand) => accepts({ [operator]: operand }, value));
}

const TESTS: Record<string, (value: Value, operand: unknown) => boolean> = {
  prefix: onText(BEGINS),
  suffix: onText(ENDS),
  'equals-ignore-case': onText(IS, inAnyCase),
  wildcard: matchesWildcards,
  cidr: (value, operand) => typeof value === 'string' && inRange(value, String(operand)),
  exactly: isSame,
  'anything-but': isNoneOf,
  numeric: isIn,
  exists: (_, operand) => operand === true,
};

/**
 * Whether one entry of a list lets a value through that is there.
 *
 * @internal
 */
export function accepts(item: unknown, value: Value): boolean {
  if (!isObject(item)) return isSame(value, item);
  const [operator, operand] = Object.entries(item)[0] ?? [];
  return operator !== undefined && Object.hasOwn(TESTS, operator) && TESTS[operator](value, operand);
}

/**
 * Whether a list matches where a field is not there.
 *
 * @internal
 */
export const acceptsAbsence = (list: readonly unknown[]): boolean => list.some((item) => isObject(item) && item.exists === false);
