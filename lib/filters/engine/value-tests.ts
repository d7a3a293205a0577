import { inRange } from './address-range';
import type { EventField } from './event-fields';
import { isObject } from './finding';

type Value = EventField['value'];

/** Half of a surrogate pair is a question mark to the engine. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '?');

const literally = (text: string): string => wellFormed(text).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Each sign in both cases, and signs beyond U+FFFF in none: the engine folds them half by half. */
const inAnyCase = (text: string): string =>
  text
    .split('')
    .map((sign) => `(?:${literally(sign.toLowerCase())}|${literally(sign.toUpperCase())})`)
    .join('');

/** `*` stands for any text, `\*` for itself. */
const withWildcards = (text: string): string =>
  text.replace(/\\[*\\]|\*|[^*\\]+|\\/g, (part) => (part === '*' ? '.*' : literally(part.length === 2 ? part.replace(/^\\/, '') : part)));

/** A test of text, which has its quotes to the engine, that takes one text, or `{ 'equals-ignore-case': text }`. */
const onText =
  (before: string, after: string, sourceOf = literally) =>
  (value: Value, operand: unknown): boolean => {
    const source = isObject(operand) ? inAnyCase(String(operand['equals-ignore-case'])) : sourceOf(String(operand));
    return typeof value === 'string' && new RegExp(`${before}${source}${after}`, 's').test(`"${wellFormed(value)}"`);
  };

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
  prefix: onText('^"', ''),
  suffix: onText('', '"$'),
  'equals-ignore-case': onText('^"', '"$', inAnyCase),
  wildcard: onText('^"', '"$', withWildcards),
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
 * Whether a list lets through that a field is not there.
 *
 * @internal
 */
export const acceptsAbsence = (list: readonly unknown[]): boolean => list.some((item) => isObject(item) && item.exists === false);
