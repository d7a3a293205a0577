import { Token } from 'aws-cdk-lib';
import { below, type Finding, findingAt, isObject, shown } from './finding';
import { nearest } from './operator-names';
import { fieldsAt } from './pattern-fields';

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
const STREAM_RECORD = [...IMAGES, 'ApproximateCreationDateTime', 'SequenceNumber', 'SizeBytes', 'StreamViewType'];
const NAMES = Object.keys(ATTRIBUTE_TYPES).join(', ');

function leafFindings(path: string, type: string, value: unknown): Finding[] {
  if (Token.isUnresolved(value)) return [];
  if (!Array.isArray(value)) return [findingAt(path, 'be a list of values', shown(value), `an attribute of type ${type} has no fields`)];
  const kind = ATTRIBUTE_TYPES[type];
  for (const item of value) {
    if (Token.isUnresolved(item)) continue;
    if (isObject(item) && 'numeric' in item) {
      const wayOut = 'list the numbers in quotes, or let the function compare';
      return [findingAt(path, 'not use numeric, as streams send numbers as text and it would never match', shown(item), wayOut)];
    }
    if (isObject(item)) continue;
    if (kind === 'text' && typeof item !== 'string') {
      return [findingAt(path, `list texts, as streams send ${type} as text`, shown(item), `write "${String(item)}"`)];
    }
    if (kind === 'boolean' && typeof item !== 'boolean')
      return [findingAt(path, 'list true or false', shown(item), 'write it without quotes')];
  }
  return [];
}

function typedFindings(path: string, typed: Record<string, unknown>): Finding[] {
  return fieldsAt(typed).flatMap(([type, value]) => {
    const at = below(path, type);
    const kind = Object.hasOwn(ATTRIBUTE_TYPES, type) ? ATTRIBUTE_TYPES[type] : undefined;
    if (!kind)
      return [
        findingAt(at, `be a type of attribute`, shown(type), `write one of ${NAMES}, as in { S: ["paid"] }; fields of a map lie below M`),
      ];
    if (kind === 'text' || kind === 'boolean') return leafFindings(at, type, value);
    if (Token.isUnresolved(value)) return [];
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
    if (Token.isUnresolved(value)) return [];
    if (isObject(value)) return typedFindings(at, value);
    const wayOut = `name the type, as in { ${name}: { S: [...] } }, or use DynamoFilter, which writes it`;
    return [findingAt(at, 'have its type between name and values', shown(value), wayOut)];
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
    if (Token.isUnresolved(value)) return [];
    if (!STREAM_RECORD.includes(key)) {
      const right = nearest(key, STREAM_RECORD);
      const wayOut = right ? `write 'dynamodb.${right}'` : `there are ${STREAM_RECORD.join(', ')}`;
      return [findingAt(at, 'be a key that records of DynamoDB have', 'one that none has, so nothing would match', wayOut)];
    }
    if (!IMAGES.includes(key)) return [];
    if (!isObject(value)) return [findingAt(at, 'be an object', shown(value), 'name an attribute in it; "exists" sees values only')];
    return attributeFindings(at, value);
  });
}
