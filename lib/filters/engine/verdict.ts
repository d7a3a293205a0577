import { reasonsAgainst } from './explanation';
import type { FilterSource } from './filter-source';
import { isObject } from './finding';
import { patternMatches } from './matcher';
import { fieldsAt } from './pattern-fields';

/**
 * What becomes of a record, and why.
 *
 * @internal
 */
export interface Verdict {
  readonly matches: boolean;
  /** Why not, or what else there is to know. */
  readonly reasons: readonly string[];
}

/** The pattern without what it asks of the data. */
function withoutData(pattern: Record<string, unknown>, key: string): Record<string, unknown> {
  const remaining = Object.entries(pattern).flatMap(([name, value]): [string, unknown][] => {
    if (name === key) return [];
    if (name !== '$or' || !Array.isArray(value)) return [[name, value]];
    return [[name, value.map((member) => (isObject(member) ? withoutData(member, key) : member))]];
  });
  return Object.fromEntries(remaining);
}

const FORMAT_WORDS = { json: 'JSON', text: 'plain text', bytes: 'bytes that are no text', none: 'nothing' };

/**
 * Decides as Lambda does at a source: first whether the data has the format that the filter asks for, then field by field.
 *
 * @internal
 */
export function verdictOf(source: FilterSource, pattern: Record<string, unknown>, record: Record<string, unknown>): Verdict {
  const { event, format } = source.view(record);
  const data = fieldsAt(pattern).filter(([key]) => key === source.dataKey);
  const wanted = data.some(([, value]) => isObject(value)) ? 'json' : 'text';
  if (data.length === 0 || format === 'none' || format === wanted) {
    const matches = patternMatches(pattern, event);
    return { matches, reasons: matches ? [] : reasonsAgainst(pattern, event) };
  }
  const mismatch = `'${source.dataKey}' expected ${FORMAT_WORDS[wanted]}, found ${FORMAT_WORDS[format]}`;
  if (source.onOtherFormat === 'dropped') return { matches: false, reasons: [mismatch] };
  const rest = withoutData(pattern, source.dataKey);
  const matches = patternMatches(rest, event);
  const ignored = `${mismatch}, so ${source.displayName} ignores what the filter asks of it`;
  return { matches, reasons: matches ? [ignored] : [ignored, ...reasonsAgainst(rest, event)] };
}
