import { nearest } from '../../core/input/nearest';
import { below, type Finding, findingAt, isObject, shown } from './finding';
import { leafFindings, unknownKey } from './leaf-checks';
import { fieldsAt } from './pattern-fields';
import { isUnresolved, isUnresolvedKey } from './unresolved';

/** What SQS itself says of a message, all of it as text. */
const ATTRIBUTES = [
  ...['ApproximateReceiveCount', 'ApproximateFirstReceiveTimestamp', 'SentTimestamp', 'SenderId', 'SequenceNumber'],
  ...['MessageGroupId', 'MessageDeduplicationId', 'AWSTraceHeader', 'DeadLetterQueueSourceArn'],
];

/** What lies below the name of a sender's attribute. */
const PARTS = ['stringValue', 'binaryValue', 'stringListValues', 'binaryListValues', 'dataType'];

const objectFindings = (key: string, value: unknown): Finding[] =>
  isObject(value) ? [] : [findingAt(key, 'be an object', shown(value), 'name a field in it')];

/** Below `attributes` of a message. @internal */
export function systemAttributeFindings(displayName: string, key: string, value: unknown): Finding[] {
  if (isUnresolved(value) || !isObject(value)) return isUnresolved(value) ? [] : objectFindings(key, value);
  return fieldsAt(value).flatMap(([name, inner]) => {
    if (isUnresolvedKey(name)) return [];
    if (ATTRIBUTES.includes(name)) return leafFindings(displayName, below(key, name), inner, 'text');
    return [unknownKey(displayName, below(key, name), nearest(name, ATTRIBUTES), ATTRIBUTES)];
  });
}

/** Below `messageAttributes` of a message. @internal */
export function messageAttributeFindings(displayName: string, key: string, value: unknown): Finding[] {
  if (isUnresolved(value) || !isObject(value)) return isUnresolved(value) ? [] : objectFindings(key, value);
  return fieldsAt(value).flatMap(([name, attribute]) => {
    const at = below(key, name);
    if (isUnresolved(attribute)) return [];
    if (!isObject(attribute)) {
      const fix = `write it as in { ${name}: { stringValue: ["a"] } }`;
      return [findingAt(at, `be an object with one of ${PARTS.join(', ')}`, shown(attribute), fix)];
    }
    return fieldsAt(attribute).flatMap(([part, inner]) => {
      if (isUnresolvedKey(part)) return [];
      if (!PARTS.includes(part)) return [unknownKey(displayName, below(at, part), nearest(part, PARTS), PARTS)];
      return leafFindings(displayName, below(at, part), inner, 'text');
    });
  });
}
