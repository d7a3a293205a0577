import { inRange } from './address-range';
import type { EventField } from './event-fields';
import { isObject } from './finding';

type Value = EventField['value'];

/** Bytes are compared, as in the engine: half of a surrogate pair begins nothing. */
const startsWith = (value: string, prefix: string): boolean =>
  Buffer.from(value).subarray(0, Buffer.from(prefix).length).equals(Buffer.from(prefix));

function endsWith(value: string, suffix: string): boolean {
  const [bytes, end] = [Buffer.from(value), Buffer.from(suffix)];
  return bytes.length >= end.length && bytes.subarray(bytes.length - end.length).equals(end);
}

const folded = (text: string): string => text.toLowerCase();

/** `*` stands for any text, `\*` for itself. */
function isLike(value: string, wildcard: string): boolean {
  const source = wildcard.replace(/\\[*\\]|\*|[^*\\]+|\\/g, (part) => {
    if (part === '*') return '.*';
    const text = part.length === 2 && part.startsWith('\\') ? part[1] : part;
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 's').test(value);
}

/** A test of text that takes one text, or `{ 'equals-ignore-case': text }`. */
const onText =
  (test: (value: string, operand: string) => boolean) =>
  (value: Value, operand: unknown): boolean => {
    if (typeof value !== 'string') return false;
    if (isObject(operand)) return test(folded(value), folded(String(operand['equals-ignore-case'])));
    return test(value, String(operand));
  };

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
  if (!isObject(excluded)) return !(Array.isArray(excluded) ? excluded : [excluded]).includes(value);
  const [operator, operands] = Object.entries(excluded)[0];
  return !(Array.isArray(operands) ? operands : [operands]).some((operand) => accepts({ [operator]: operand }, value));
}

const TESTS: Record<string, (value: Value, operand: unknown) => boolean> = {
  prefix: onText(startsWith),
  suffix: onText(endsWith),
  'equals-ignore-case': onText((value, operand) => folded(value) === folded(operand)),
  wildcard: onText(isLike),
  cidr: onText(inRange),
  exactly: (value, operand) => value === operand,
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
  if (!isObject(item)) return item === value;
  const [operator, operand] = Object.entries(item)[0] ?? [];
  return operator !== undefined && Object.hasOwn(TESTS, operator) && TESTS[operator](value, operand);
}

/**
 * Whether a list lets through that a field is not there.
 *
 * @internal
 */
export const acceptsAbsence = (list: readonly unknown[]): boolean => list.some((item) => isObject(item) && item.exists === false);
