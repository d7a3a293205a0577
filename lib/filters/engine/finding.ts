import { withoutKeyMarks, withValues } from './unresolved';

export { isPlainObject as isObject } from './plain-object';

/**
 * What is wrong with a pattern, and where.
 *
 * @internal
 */
export interface Finding {
  /** Field by field, as in `body.customer.id`; `pattern` for the whole. */
  readonly path: string;
  /** The path, the rule, what was got and the fix. */
  readonly message: string;
}

/** @internal */
export const WHOLE = 'pattern';

const LONGEST = 80;

/**
 * A value as a message shows it: JSON, cut where it is long.
 *
 * @internal
 */
export function shown(value: unknown): string {
  const plain = withValues(value);
  const text = typeof plain === 'number' ? String(plain) : (JSON.stringify(plain) ?? String(plain));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

/** @internal */
export function findingAt(path: string, must: string, got: string, fix: string): Finding {
  const at = withoutKeyMarks(path) || WHOLE;
  return { path: at, message: `'${at}' must ${must}, got ${got}; ${fix}` };
}

/** @internal */
export const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

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
