import { Token } from 'aws-cdk-lib';
import { streamRecordFindings } from './dynamo-checks';
import type { FilterSource, RootKind } from './filter-source';
import { below, type Finding, findingAt, isObject, shown } from './finding';
import { nearest } from './operator-names';
import { fieldsAt } from './pattern-fields';

const isNumeric = (item: unknown): boolean => {
  if (typeof item === 'number') return !Token.isUnresolved(item);
  return isObject(item) && 'numeric' in item;
};

/** Asks for text: `anything-but` and `exists` ask for either. */
const isTextual = (item: unknown): boolean => {
  if (typeof item === 'string') return !Token.isUnresolved(item);
  return isObject(item) && ['prefix', 'suffix', 'equals-ignore-case'].some((operator) => operator in item);
};

function leafFindings(source: FilterSource, path: string, value: unknown, kind: 'text' | 'number'): Finding[] {
  if (Token.isUnresolved(value)) return [];
  if (!Array.isArray(value)) {
    return [findingAt(path, 'be a list of values', shown(value), `${source.called} sends a ${kind} there, which has no fields`)];
  }
  const wrong = value.find(kind === 'text' ? isNumeric : isTextual);
  if (wrong === undefined) return [];
  const wayOut = kind === 'text' ? 'write it in quotes, as prefix, suffix or anything-but' : 'write it without quotes, or use numeric';
  return [findingAt(path, `ask for a ${kind}, as ${source.called} sends one`, shown(wrong), wayOut)];
}

function dataFindings({ called, plainText }: FilterSource, key: string, value: unknown): Finding[] {
  if (!Array.isArray(value) || plainText) return [];
  return [findingAt(key, 'be an object', shown(value), `${called} takes no filter on plain text; name a field of the JSON`)];
}

function rootFindings(source: FilterSource, kind: RootKind, key: string, value: unknown): Finding[] {
  if (kind === 'data') return dataFindings(source, key, value);
  if (kind === 'text' || kind === 'number') return leafFindings(source, key, value, kind);
  if (Token.isUnresolved(value)) return [];
  if (kind === 'streamRecord') return streamRecordFindings(value);
  if (kind === 'any') return [];
  if (!isObject(value)) return [findingAt(key, 'be an object', shown(value), 'name a field in it')];
  return fieldsAt(value).flatMap(([name, inner]) => leafFindings(source, below(key, name), inner, 'text'));
}

function unknownRoot({ called, roots, meant }: FilterSource, key: string): Finding {
  const known = Object.keys(roots);
  const said = (name: string): string | undefined => (Object.hasOwn(meant, name) ? meant[name] : undefined);
  const right = said(key) ?? said(key.toLowerCase()) ?? nearest(key, known);
  const wayOut = right ? `write '${right}'` : `there are ${known.join(', ')}`;
  return findingAt(key, `be a key that records of ${called} have`, 'one that none has, so nothing would match', wayOut);
}

const EVENT_NAMES = ['INSERT', 'MODIFY', 'REMOVE'];

function eventNameFindings(value: unknown): Finding[] {
  if (!Array.isArray(value)) return [];
  const wrong = value.find((name) => typeof name === 'string' && !Token.isUnresolved(name) && !EVENT_NAMES.includes(name));
  if (wrong === undefined) return [];
  const right =
    EVENT_NAMES.find((name) => name === String(wrong).toUpperCase()) ??
    { CREATE: 'INSERT', UPDATE: 'MODIFY', DELETE: 'REMOVE' }[String(wrong).toUpperCase()];
  return [findingAt('eventName', 'be INSERT, MODIFY or REMOVE', shown(wrong), right ? `write '${right}'` : 'streams know no other')];
}

/**
 * What a source would never send, so that the filter lets nothing through.
 *
 * @internal
 */
export function sourceFindings(source: FilterSource, pattern: Record<string, unknown>): Finding[] {
  return fieldsAt(pattern).flatMap(([key, value]) => {
    if (Token.isUnresolved(key)) return [];
    if (!Object.hasOwn(source.roots, key)) return [unknownRoot(source, key)];
    const kind = source.roots[key];
    const findings = rootFindings(source, kind, key, value);
    return key === 'eventName' && source.dataKey === 'dynamodb' ? [...findings, ...eventNameFindings(value)] : findings;
  });
}
