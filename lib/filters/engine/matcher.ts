import { type Elements, type EventFields, fieldsOf, sameElements } from './event-fields';
import { below, isObject } from './finding';
import { accepts, acceptsAbsence } from './value-tests';

/**
 * What is asked of a path.
 *
 * @internal
 */
export type Leaf = readonly [path: string, list: readonly unknown[]];

/**
 * Every way through the alternatives of a pattern, by their paths.
 *
 * @internal
 */
export function alternativesOf(object: Record<string, unknown>, path: string): Leaf[][] {
  return Object.entries(object).reduce<Leaf[][]>(
    (alternatives, [key, value]) => {
      const more = alternativesBelow(key, value, path);
      return alternatives.flatMap((alternative) => more.map((rest) => [...alternative, ...rest]));
    },
    [[]],
  );
}

function alternativesBelow(key: string, value: unknown, path: string): Leaf[][] {
  if (key === '$or' && Array.isArray(value)) return value.flatMap((member) => alternativesOf(member, path));
  if (Array.isArray(value)) return [[[below(path, key), value]]];
  return isObject(value) ? alternativesOf(value, below(path, key)) : [];
}

/** Whether a field holds on its own, whatever element it lies in: cheap, and says no to most. */
const holdsAlone = (fields: EventFields, [path, list]: Leaf): boolean =>
  acceptsAbsence(list) || (fields.get(path) ?? []).some(({ value }) => list.some((item) => accepts(item, value)));

/** Whether the fields hold in elements that agree. A field is missing where none agrees with those chosen before. */
function holdTogether(fields: EventFields, [first, ...others]: readonly Leaf[], chosen: Elements): boolean {
  if (first === undefined) return true;
  const [path, list] = first;
  const found = (fields.get(path) ?? []).flatMap(({ value, elements }) => {
    const both = sameElements(chosen, elements);
    return both ? [{ value, both }] : [];
  });
  if (found.length === 0) return acceptsAbsence(list) && holdTogether(fields, others, chosen);
  return found.some(({ value, both }) => list.some((item) => accepts(item, value)) && holdTogether(fields, others, both));
}

const byPath = ([one]: Leaf, [other]: Leaf): number => (one < other ? -1 : 1);

/**
 * Whether an event matches a pattern, as AWS's engine decides it: path by path in the order of their names. What a pattern
 * asks of objects in a list, one object has to have.
 *
 * @internal
 */
export function patternMatches(pattern: Record<string, unknown>, event: Record<string, unknown>): boolean {
  const fields = fieldsOf(event);
  return alternativesOf(pattern, '').some(
    (alternative) =>
      alternative.every((leaf) => holdsAlone(fields, leaf)) && holdTogether(fields, [...alternative].sort(byPath), new Map()),
  );
}
