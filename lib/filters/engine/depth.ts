import { isPlainObject } from './plain-object';

/** Levels of a filter pattern that are read: more than any event has. @internal */
export const DEEPEST_PATTERN = 100;

/**
 * Whether objects and lists lie within each other deeper than that. What reads a value level by level asks first: it would run out
 * of stack, and there Node.js does not throw but ends the process where it has to compile a regular expression.
 *
 * @internal
 */
export const isDeeper = (value: unknown, levels: number): boolean =>
  (Array.isArray(value) || isPlainObject(value)) && (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));
