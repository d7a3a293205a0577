import { type Finding, findingAt, isObject, shown } from './finding';
import { isUnresolved } from './unresolved';

/** What a source sends in a field. @internal */
export type LeafKind = 'text' | 'number' | 'boolean';

const FIX: Record<LeafKind, string> = {
  text: 'write it in quotes, as prefix, suffix or anything-but',
  number: 'write it without quotes, or use numeric',
  boolean: 'write true or false without quotes',
};

/** What an entry of a list asks for; nothing where any kind of value would do. */
function kindsOf(item: unknown): string[] {
  if (isUnresolved(item) || item === null) return [];
  if (!isObject(item)) return [typeof item];
  if ('numeric' in item) return ['number'];
  if (['prefix', 'suffix', 'equals-ignore-case'].some((operator) => operator in item)) return ['string'];
  return 'anything-but' in item ? [item['anything-but']].flat().flatMap(kindsOf) : [];
}

/**
 * What a field that holds one kind of value never is, so that nothing would match, or, of `anything-but`, everything.
 *
 * @internal
 */
export function leafFindings(displayName: string, path: string, value: unknown, kind: LeafKind): Finding[] {
  if (isUnresolved(value)) return [];
  const type = kind === 'text' ? 'string' : kind;
  if (!Array.isArray(value)) {
    return [findingAt(path, 'be a list of values', shown(value), `${displayName} sends a ${kind} there, which has no fields`)];
  }
  const wrong = value.find((item) => kindsOf(item).some((one) => one !== type));
  return wrong === undefined ? [] : [findingAt(path, `ask for a ${kind}, as ${displayName} sends one`, shown(wrong), FIX[kind])];
}

/**
 * A key that no record has.
 *
 * @internal
 */
export function unknownKey(displayName: string, path: string, right: string | undefined, known: readonly string[]): Finding {
  const fix = right ? `write '${right}'` : `there are ${known.join(', ')}`;
  return findingAt(path, `be a key that records of ${displayName} have`, 'one that none has, so nothing would match', fix);
}
