import { nearest } from '../../core/input/nearest';
import { streamRecordFindings } from './dynamo-checks';
import type { FilterSource, RootKind } from './filter-source';
import { type Finding, findingAt, isObject, shown } from './finding';
import { leafFindings, unknownKey } from './leaf-checks';
import { messageAttributeFindings, systemAttributeFindings } from './message-checks';
import { fieldsAt } from './pattern-fields';
import { isUnresolved, isUnresolvedKey } from './unresolved';

function dataFindings({ displayName, plainText }: FilterSource, key: string, value: unknown): Finding[] {
  if (!Array.isArray(value)) return [];
  if (plainText) return leafFindings(displayName, key, value, 'text');
  return [findingAt(key, 'be an object', shown(value), `${displayName} takes no filter on plain text; name a field of the JSON`)];
}

/** Lambda looks at the format of the data once, for the filter as a whole. */
function formatFindings({ dataKey }: FilterSource, fields: readonly [string, unknown][]): Finding[] {
  const data = fields.filter(([key, value]) => key === dataKey && !isUnresolved(value));
  if (!data.some(([, value]) => Array.isArray(value)) || data.every(([, value]) => Array.isArray(value))) return [];
  return [findingAt(dataKey, 'be asked for as JSON or as plain text', 'both, in alternatives', 'make a filter of each')];
}

function rootFindings(source: FilterSource, kind: RootKind, key: string, value: unknown): Finding[] {
  if (kind === 'data') return dataFindings(source, key, value);
  if (kind === 'any') return [];
  if (kind === 'attributes') return systemAttributeFindings(source.displayName, key, value);
  if (kind === 'messageAttributes') return messageAttributeFindings(source.displayName, key, value);
  if (kind !== 'streamRecord') return leafFindings(source.displayName, key, value, kind);
  return isUnresolved(value) ? [] : streamRecordFindings(value);
}

function unknownRoot({ displayName, roots, suggestions }: FilterSource, key: string): Finding {
  const known = Object.keys(roots);
  const suggestion = (name: string): string | undefined => (Object.hasOwn(suggestions, name) ? suggestions[name] : undefined);
  return unknownKey(displayName, key, suggestion(key) ?? suggestion(key.toLowerCase()) ?? nearest(key, known), known);
}

const EVENT_NAMES = ['INSERT', 'MODIFY', 'REMOVE'];

function eventNameFindings(value: unknown): Finding[] {
  if (!Array.isArray(value)) return [];
  const names = value.flatMap((item) => (isObject(item) ? [item['anything-but']].flat() : [item]));
  const wrong = names.find((name) => typeof name === 'string' && !isUnresolvedKey(name) && !EVENT_NAMES.includes(name));
  if (wrong === undefined) return [];
  const right =
    EVENT_NAMES.find((name) => name === String(wrong).toUpperCase()) ??
    { CREATE: 'INSERT', UPDATE: 'MODIFY', DELETE: 'REMOVE' }[String(wrong).toUpperCase()];
  return [findingAt('eventName', 'be INSERT, MODIFY or REMOVE', shown(wrong), right ? `write '${right}'` : 'streams know no other')];
}

/** A pattern without what its author has insisted on. */
function checkedPart(part: unknown, insisted: ReadonlySet<unknown>): unknown {
  if (Array.isArray(part)) return part.filter((item) => !(isObject(item) && insisted.has(item))).map((item) => checkedPart(item, insisted));
  if (!isObject(part) || isUnresolved(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, checkedPart(inner, insisted)]));
}

/**
 * What a source would never send, so that the filter lets nothing through, or everything.
 *
 * @internal
 */
export function sourceFindings(source: FilterSource, pattern: Record<string, unknown>, insisted: ReadonlySet<unknown>): Finding[] {
  const fields = fieldsAt(checkedPart(pattern, insisted) as Record<string, unknown>);
  const findings = fields.flatMap(([key, value]) => {
    if (isUnresolvedKey(key)) return [];
    if (!Object.hasOwn(source.roots, key)) return [unknownRoot(source, key)];
    const found = rootFindings(source, source.roots[key], key, value);
    return key === 'eventName' && source.dataKey === 'dynamodb' ? [...found, ...eventNameFindings(value)] : found;
  });
  return [...findings, ...formatFindings(source, fields)];
}
