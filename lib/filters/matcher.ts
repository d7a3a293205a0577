import { type Elements, type EventFields, fieldsOf, sameElements } from './event-fields';
import { below, isObject } from './finding';
import { accepts, acceptsAbsence } from './value-tests';

type Rest = (elements: Elements) => boolean;

function leafHolds(fields: EventFields, path: string, list: readonly unknown[], chosen: Elements, rest: Rest): boolean {
  const found = fields.get(path) ?? [];
  if (found.length === 0) return acceptsAbsence(list) && rest(chosen);
  return found.some(({ value, elements }) => {
    if (!list.some((item) => accepts(item, value))) return false;
    const both = sameElements(chosen, elements);
    return both !== undefined && rest(both);
  });
}

/** Whether an object's fields hold, in elements that agree with those chosen before, and the rest holds with them. */
function objectHolds(fields: EventFields, path: string, object: Record<string, unknown>, chosen: Elements, rest: Rest): boolean {
  const entries = Object.entries(object);
  const from = (index: number, elements: Elements): boolean => {
    if (index === entries.length) return rest(elements);
    const [key, value] = entries[index];
    const next: Rest = (agreed) => from(index + 1, agreed);
    if (key === '$or' && Array.isArray(value)) return value.some((member) => objectHolds(fields, path, member, elements, next));
    if (Array.isArray(value)) return leafHolds(fields, below(path, key), value, elements, next);
    return isObject(value) && objectHolds(fields, below(path, key), value, elements, next);
  };
  return from(0, chosen);
}

/** Whether each field holds on its own, whatever element it lies in: cheap, and says no to most. */
function fieldsHold(fields: EventFields, path: string, object: Record<string, unknown>): boolean {
  return Object.entries(object).every(([key, value]) => {
    if (key === '$or' && Array.isArray(value)) return value.some((member) => fieldsHold(fields, path, member));
    if (Array.isArray(value)) return leafHolds(fields, below(path, key), value, new Map(), () => true);
    return isObject(value) && fieldsHold(fields, below(path, key), value);
  });
}

/**
 * Whether an event matches a pattern, as AWS's engine decides it. What a pattern asks of objects in a list, one object
 * has to have.
 *
 * @internal
 */
export function patternMatches(pattern: Record<string, unknown>, event: Record<string, unknown>): boolean {
  const fields = fieldsOf(event);
  return fieldsHold(fields, '', pattern) && objectHolds(fields, '', pattern, new Map(), () => true);
}
