import { Token, Tokenization } from 'aws-cdk-lib';
import { ATTRIBUTE_TYPES } from './engine/dynamo-checks';
import { below, type Finding, findingAt, isObject, shown } from './engine/finding';
import { fieldsAt } from './engine/pattern-fields';
import { FilterMatch } from './filter-match';

const TEXT_OPERATORS = ['prefix', 'suffix', 'equals-ignore-case'];

const asText = (item: unknown): unknown => (typeof item === 'number' ? Tokenization.stringifyNumber(item) : item);

/** A number of which it is not known how DynamoDB writes it. */
const isUnclear = (item: unknown): boolean =>
  typeof item === 'number' &&
  !Token.isUnresolved(item) &&
  (!/^-?[\d.]+$/.test(String(item)) || (Number.isInteger(item) && !Number.isSafeInteger(item)));

const numbersOf = (item: unknown): unknown[] => (isObject(item) ? [item['anything-but']].flat() : [item]);

/** The type that an entry of a list speaks of, if it speaks of one. What is insisted on is text. */
function typeOf(item: unknown): string | undefined {
  if (item instanceof FilterMatch) return 'S';
  if (item === null) return 'NULL';
  if (typeof item === 'string') return 'S';
  if (typeof item === 'number') return 'N';
  if (typeof item === 'boolean') return 'BOOL';
  if (!isObject(item)) return undefined;
  if (TEXT_OPERATORS.some((operator) => operator in item)) return 'S';
  if ('numeric' in item) return 'N';
  const excluded = item['anything-but'];
  return excluded === undefined || isObject(excluded) ? undefined : typeOf(Array.isArray(excluded) ? excluded[0] : excluded);
}

/** An entry as it stands below its type. */
function itemOf(type: string, item: unknown): unknown {
  if (item === null) return true;
  if (type !== 'N' || !isObject(item)) return type === 'N' ? asText(item) : item;
  const excluded = item['anything-but'];
  return excluded === undefined ? item : { 'anything-but': Array.isArray(excluded) ? excluded.map(asText) : asText(excluded) };
}

/** `{ S: [...] }` is what it says; `{ city: [...] }` is a map. */
const isTyped = (object: Record<string, unknown>): boolean =>
  fieldsAt(object).length > 0 && fieldsAt(object).every(([key]) => Object.hasOwn(ATTRIBUTE_TYPES, key));

function writeList(path: string, list: readonly unknown[], findings: Finding[]): unknown {
  if (list.length === 0) return { S: list };
  const types = new Set(list.map(typeOf).filter((type) => type !== undefined));
  const [type] = types;
  if (types.size > 1) {
    const fix = 'make a filter for each type: the filters of a list are alternatives';
    findings.push(findingAt(path, 'have values of one type', shown(list), fix));
  } else if (type === undefined) {
    const fix = `name the type of the attribute, as in { S: FilterMatch.missing() }`;
    findings.push(findingAt(path, 'tell the type of the attribute', shown(list), fix));
  }
  const unclear = list.flatMap(numbersOf).find(isUnclear);
  if (unclear !== undefined) {
    const fix = 'write it as DynamoDB does, as in { N: ["123"] }';
    findings.push(findingAt(path, 'have numbers that can be written without exponent, up to 9007199254740991', shown(unclear), fix));
  }
  return type === undefined ? list : { [type]: list.map((item) => itemOf(type, item)) };
}

function writeValue(path: string, value: unknown, findings: Finding[]): unknown {
  if (Token.isUnresolved(value)) return value;
  if (value instanceof FilterMatch) return writeValue(path, [value], findings);
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => (item instanceof FilterMatch && !item._insisted ? [...item._items] : [item]));
    return writeList(path, items, findings);
  }
  if (!isObject(value) || isTyped(value)) return value;
  return { M: writeTypes(path, value, findings) };
}

/**
 * Attributes with their types: `{ status: ['paid'] }` becomes `{ status: { S: ['paid'] } }`.
 *
 * @internal
 */
export function writeTypes(path: string, attributes: Record<string, unknown>, findings: Finding[]): Record<string, unknown> {
  const written = Object.entries(attributes).map(([name, value]): [string, unknown] => {
    if (name === '$or' && Array.isArray(value)) {
      return [name, value.map((member) => (isObject(member) ? writeTypes(path, member, findings) : member))];
    }
    return [name, writeValue(below(path, name), value, findings)];
  });
  return Object.fromEntries(written);
}
