import { Token } from 'aws-cdk-lib';
import { isPlainObject } from './engine/plain-object';
import { Unresolved, unresolvedKey } from './engine/unresolved';

/** Equal numbers are one, as equal texts are. */
const textOf = (token: unknown): string => (typeof token === 'number' ? String(token) : Token.asString(token));

/**
 * A pattern in which the engine sees what is known only after deployment.
 *
 * @internal
 */
export function withMarkedTokens(value: unknown): unknown {
  if (Token.isUnresolved(value)) return new Unresolved(value, textOf(value));
  if (Array.isArray(value)) return value.map(withMarkedTokens);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [markedKey(key), withMarkedTokens(inner)]));
}

/** @internal */
export const markedKey = (key: string): string => (Token.isUnresolved(key) ? unresolvedKey(key) : key);
