import { below, type Finding, findingAt, isObject, shown } from './finding';
import { alternativesOf, type Leaf } from './matcher';
import { isUnresolved } from './unresolved';

/** A way through the alternatives: what it asks of each path, as the engine keeps it. */
type Alternative = ReadonlyMap<string, ReadonlySet<string>>;

/** Alternatives of more ways than this are not compared, which would take long. */
const MAX_ALTERNATIVES = 1000;

/** Two entries that are written differently may be one to the engine. */
function entryOf(item: unknown): string {
  if (isUnresolved(item)) return item.text;
  if (!isObject(item)) return JSON.stringify(item);
  const { numeric, 'anything-but': excluded } = item;
  if (Array.isArray(numeric) && numeric[0] === '=') return JSON.stringify(numeric[1]);
  if (excluded === undefined || isObject(excluded)) return JSON.stringify(item);
  return JSON.stringify({ 'anything-but': [excluded].flat().map(entryOf).sort() });
}

const FIX = "AWS's engine takes one for the other, and misses what only one lists; put all values into one list, or make a filter of each";

const asAlternative = (leaves: readonly Leaf[]): Alternative => new Map(leaves.map(([path, list]) => [path, new Set(list.map(entryOf))]));

const areSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((entry) => other.has(entry));

/** The field in which two ways differ that ask for the same fields, with a value in common in each. */
function confusedAt(one: Alternative, other: Alternative): string | undefined {
  if (one.size !== other.size) return undefined;
  let differing: string | undefined;
  for (const [path, entries] of one) {
    const others = other.get(path);
    if (!others || ![...entries].some((entry) => others.has(entry))) return undefined;
    if (!areSame(entries, others)) differing ??= path;
  }
  return differing;
}

function countAlternatives(object: Record<string, unknown>): number {
  return Object.entries(object).reduce((product, [key, value]) => {
    if (key === '$or' && Array.isArray(value))
      return product * value.filter(isObject).reduce((sum, member) => sum + countAlternatives(member), 0);
    return isObject(value) ? product * countAlternatives(value) : product;
  }, 1);
}

function amongAlternatives(members: readonly Record<string, unknown>[], path: string): Finding[] {
  if (members.some((member) => countAlternatives(member) > MAX_ALTERNATIVES)) return [];
  const alternatives = members.flatMap((member, index) =>
    alternativesOf(member, path).map((leaves) => ({ index, leaves, way: asAlternative(leaves) })),
  );
  for (const [at, one] of alternatives.entries()) {
    for (const other of alternatives.slice(at + 1)) {
      const field = one.index === other.index ? undefined : confusedAt(one.way, other.way);
      if (field === undefined) continue;
      const lists = [one, other].map(({ leaves }) => shown(leaves.find(([path]) => path === field)?.[1]));
      return [findingAt(field, 'have no value in common in alternatives of $or that differ', lists.join(' and '), FIX)];
    }
  }
  return [];
}

/**
 * Alternatives of `$or` that ask for the same fields, have a value in common in each, and still differ: the engine takes
 * the second for one that it has already.
 *
 * @internal
 */
export function sharedAlternatives(object: Record<string, unknown>, path = ''): Finding[] {
  return Object.entries(object).flatMap(([key, value]) => {
    if (key !== '$or' || !Array.isArray(value)) return isObject(value) ? sharedAlternatives(value, below(path, key)) : [];
    const members = value.filter(isObject);
    const inside = members.flatMap((member) => sharedAlternatives(member, path));
    return inside.length > 0 ? inside : amongAlternatives(members, path);
  });
}
