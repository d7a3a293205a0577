import { isObject } from './finding';

/**
 * The fields at an object's level, those in `$or` with the rest.
 *
 * @internal
 */
export function fieldsAt(object: Record<string, unknown>): [string, unknown][] {
  return Object.entries(object).flatMap(([key, value]): [string, unknown][] =>
    key === '$or' && Array.isArray(value) ? value.filter(isObject).flatMap(fieldsAt) : [[key, value]],
  );
}
