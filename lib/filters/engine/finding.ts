/**
 * What is wrong with a pattern, and where.
 *
 * @internal
 */
export interface Finding {
  /** Field by field, as in `body.customer.id`; `pattern` for the whole. */
  readonly path: string;
  /** The path, the rule, what was got and the way out. */
  readonly message: string;
}

/** @internal */
export const WHOLE = 'pattern';

const LONGEST = 80;

/**
 * A value as it stands in a sentence: JSON, cut where it is long.
 *
 * @internal
 */
export function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

/** @internal */
export function findingAt(path: string, must: string, got: string, fix: string): Finding {
  const at = path || WHOLE;
  return { path: at, message: `'${at}' must ${must}, got ${got}; ${fix}` };
}

/** @internal */
export const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/**
 * A plain object, of this realm or another.
 *
 * @internal
 */
export function isObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Fails with what was found, if anything was. Filters are values without a construct, so the builder's name stands where
 * the construct's path would.
 *
 * @internal
 */
export function refuseFindings(builder: string, findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  throw new Error(findings.map(({ message }) => `${builder}: ${message}`).join('\n'));
}
