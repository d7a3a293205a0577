import { isPlainObject } from './plain-object';

/**
 * A value that is known only after deployment. Whoever calls the engine puts it in place of such a value: the engine knows
 * nothing of the CDK, and doesn't check it.
 *
 * @internal
 */
export class Unresolved {
  /**
   * @param value the value itself, as it goes into the template
   * @param text what tells it from other values
   */
  constructor(
    public readonly value: unknown,
    public readonly text: string,
  ) {}
}

/** @internal */
export const isUnresolved = (value: unknown): value is Unresolved => value instanceof Unresolved;

/** Begins the name of a field that is known only after deployment; no JSON text that people write has it. */
const KEY_MARK = '\u0000';

/** @internal */
export const unresolvedKey = (key: string): string => `${KEY_MARK}${key}`;

/** @internal */
export const isUnresolvedKey = (key: string): boolean => key.startsWith(KEY_MARK);

/** @internal */
export const withoutKeyMarks = (path: string): string => path.replaceAll(KEY_MARK, '');

/** @internal */
export function holdsUnresolved(value: unknown): boolean {
  if (isUnresolved(value)) return true;
  if (Array.isArray(value)) return value.some(holdsUnresolved);
  return isPlainObject(value) && Object.entries(value).some(([key, inner]) => isUnresolvedKey(key) || holdsUnresolved(inner));
}

/**
 * The same with the values themselves.
 *
 * @internal
 */
export function withValues(value: unknown): unknown {
  if (isUnresolved(value)) return value.value;
  if (Array.isArray(value)) return value.map(withValues);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [withoutKeyMarks(key), withValues(inner)]));
}

/**
 * Whether a value is text, also one that is known only after deployment.
 *
 * @internal
 */
export const isText = (value: unknown): boolean => typeof (isUnresolved(value) ? value.value : value) === 'string';
