import type { FilterSource } from './filter-source';
import { type Finding, isObject } from './finding';
import { grammarFindings } from './grammar';
import { UNDOCUMENTED } from './operator-names';
import { readPattern } from './pattern-text';
import { sourceFindings } from './source-checks';

/** A pattern of a template. @internal */
export interface ReadText {
  /** Absent where it cannot be read. */
  readonly pattern?: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

/**
 * Reads a pattern whose author cannot be asked what was meant: an operator that Lambda does not document, and a field that
 * is called like an operator, may well work.
 *
 * @internal
 */
export function readText(source: FilterSource, text: string): ReadText {
  const { pattern, findings } = readPattern(text);
  if (findings.length > 0 || !isObject(pattern)) return { findings: findings.length > 0 ? findings : grammarFindings(pattern) };
  const intended = new Set(possiblyIntended(pattern));
  const grammar = grammarFindings(pattern, intended);
  return { pattern, findings: grammar.length > 0 ? grammar : sourceFindings(source, pattern, intended) };
}

function possiblyIntended(part: unknown): unknown[] {
  if (Array.isArray(part)) return part.flatMap((item) => (isUndocumented(item) ? [item] : possiblyIntended(item)));
  if (!isObject(part)) return [];
  return Object.entries(part).flatMap(([key, inner]) => (FIELD_NAMES.has(key) && Array.isArray(inner) ? [inner] : possiblyIntended(inner)));
}

const OF_TEXT = ['prefix', 'suffix'];
const FIELD_NAMES: ReadonlySet<string> = new Set([...OF_TEXT, ...UNDOCUMENTED]);

function isUndocumented(item: unknown): boolean {
  const [[operator, operand], ...others] = isObject(item) && Object.keys(item).length > 0 ? Object.entries(item) : [['', '']];
  if (others.length > 0) return false;
  return (UNDOCUMENTED as readonly string[]).includes(operator) || ([...OF_TEXT, 'anything-but'].includes(operator) && isObject(operand));
}
