import { nearest } from '../../core/input/nearest';
import { below, type Finding, findingAt, isObject, shown } from './finding';
import { type LeafKind, leafFindings, unknownKey } from './leaf-checks';
import { fieldsAt } from './pattern-fields';
import { isUnresolved, isUnresolvedKey } from './unresolved';

/** Every type that an attribute may have, and what its value is in a stream. @internal */
export const ATTRIBUTE_TYPES: Readonly<Record<string, 'text' | 'boolean' | 'list' | 'attributes'>> = {
  S: 'text',
  N: 'text',
  B: 'text',
  SS: 'text',
  NS: 'text',
  BS: 'text',
  BOOL: 'boolean',
  NULL: 'boolean',
  L: 'list',
  M: 'attributes',
};

const IMAGES = ['Keys', 'NewImage', 'OldImage'];
const BESIDE: Readonly<Record<string, LeafKind>> = {
  ApproximateCreationDateTime: 'number',
  SequenceNumber: 'text',
  SizeBytes: 'number',
  StreamViewType: 'text',
};
const STREAM_RECORD = [...IMAGES, ...Object.keys(BESIDE)];
const KEY_TYPES = ['S', 'N', 'B'];
/** As DynamoDB writes a number: no zeros around it, no sign of plus. */
const NUMBER = /^(0|-?([1-9]\d*(\.\d*[1-9])?|0\.\d*[1-9]))(E[+-]?\d+)?$/i;
const NAMES = Object.keys(ATTRIBUTE_TYPES).join(', ');

function typedLeafFindings(path: string, type: string, value: unknown): Finding[] {
  if (isUnresolved(value)) return [];
  if (!Array.isArray(value)) return [findingAt(path, 'be a list of values', shown(value), `an attribute of type ${type} has no fields`)];
  const numeric = value.find((item) => isObject(item) && 'numeric' in item);
  if (numeric !== undefined) {
    const fix = 'list the numbers in quotes, or let the function compare';
    return [findingAt(path, 'not use numeric, as streams send numbers as text and it would never match', shown(numeric), fix)];
  }
  const listed = value
    .flatMap((item) => (isObject(item) ? [item['anything-but'] ?? []].flat() : [item]))
    .filter((item) => !isUnresolved(item));
  if (ATTRIBUTE_TYPES[type] === 'boolean') return booleanFindings(path, type, value);
  const wrong = listed.find((item) => typeof item !== 'string');
  if (wrong !== undefined)
    return [findingAt(path, `list texts, as streams send ${type} as text`, shown(wrong), `write "${String(wrong)}"`)];
  const odd = type === 'N' || type === 'NS' ? listed.find((item) => !NUMBER.test(String(item))) : undefined;
  if (odd === undefined) return [];
  return [findingAt(path, 'list numbers as DynamoDB writes them', shown(odd), 'leave out signs of plus and zeros around it, as in "1.5"')];
}

function booleanFindings(path: string, type: string, value: readonly unknown[]): Finding[] {
  const values = type === 'NULL' ? [true] : [true, false];
  const wrong = value.find((item) => !isUnresolved(item) && !(isObject(item) && 'exists' in item) && !values.includes(item as boolean));
  return wrong === undefined ? [] : [findingAt(path, `list ${values.join(' or ')}`, shown(wrong), 'write it without quotes and operators')];
}

function typedFindings(path: string, typed: Record<string, unknown>): Finding[] {
  return fieldsAt(typed).flatMap(([type, value]) => {
    const at = below(path, type);
    if (isUnresolvedKey(type)) return [];
    const kind = Object.hasOwn(ATTRIBUTE_TYPES, type) ? ATTRIBUTE_TYPES[type] : undefined;
    if (!kind)
      return [
        findingAt(at, `be a type of attribute`, shown(type), `write one of ${NAMES}, as in { S: ["paid"] }; fields of a map lie below M`),
      ];
    if (kind === 'text' || kind === 'boolean') return typedLeafFindings(at, type, value);
    if (isUnresolved(value)) return [];
    if (!isObject(value))
      return [
        findingAt(
          at,
          'be an object',
          shown(value),
          `ask for what lies in it, as in { ${type}: ${kind === 'list' ? '{ S: ["a"] }' : '{ city: { S: ["a"] } }'} }`,
        ),
      ];
    return kind === 'list' ? typedFindings(at, value) : attributeFindings(at, value);
  });
}

function attributeFindings(path: string, attributes: Record<string, unknown>): Finding[] {
  return fieldsAt(attributes).flatMap(([name, value]) => {
    const at = below(path, name);
    if (isUnresolved(value)) return [];
    if (isObject(value)) return typedFindings(at, value);
    const fix = `name the type, as in { ${name}: { S: [...] } }, or use DynamoFilter, which writes it`;
    return [findingAt(at, 'have its type between name and values', shown(value), fix)];
  });
}

function keyFindings(path: string, keys: Record<string, unknown>): Finding[] {
  return fieldsAt(keys).flatMap(([name, typed]) => {
    const wrong = isObject(typed)
      ? fieldsAt(typed).find(([type]) => Object.hasOwn(ATTRIBUTE_TYPES, type) && !KEY_TYPES.includes(type))
      : undefined;
    if (wrong === undefined) return [];
    return [
      findingAt(below(path, name), `have a type that keys may have: ${KEY_TYPES.join(', ')}`, shown(wrong[0]), 'ask for it in NewImage'),
    ];
  });
}

/**
 * What no record of a DynamoDB stream has, so that the filter lets nothing through, or everything.
 *
 * @internal
 */
export function streamRecordFindings(record: unknown): Finding[] {
  if (!isObject(record)) return [findingAt('dynamodb', 'be an object', shown(record), 'name Keys, NewImage or OldImage in it')];
  return fieldsAt(record).flatMap(([key, value]) => {
    const at = `dynamodb.${key}`;
    if (isUnresolved(value)) return [];
    if (!STREAM_RECORD.includes(key)) {
      const right = nearest(key, STREAM_RECORD);
      return [unknownKey('DynamoDB', at, right && `dynamodb.${right}`, STREAM_RECORD)];
    }
    if (Object.hasOwn(BESIDE, key)) return leafFindings('DynamoDB', at, value, BESIDE[key]);
    if (!isObject(value)) return [findingAt(at, 'be an object', shown(value), 'name an attribute in it; "exists" sees values only')];
    return [...attributeFindings(at, value), ...(key === 'Keys' ? keyFindings(at, value) : [])];
  });
}
