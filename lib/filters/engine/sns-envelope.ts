import { isObject } from './finding';
import { isUnresolvedKey } from './unresolved';

/**
 * What SNS puts around a message, unless the subscription has raw delivery.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
 */
const ENVELOPE = new Set([
  'Type',
  'MessageId',
  'TopicArn',
  'Subject',
  'Message',
  'Timestamp',
  'SignatureVersion',
  'Signature',
  'SigningCertURL',
  'UnsubscribeURL',
  'MessageAttributes',
]);

const isAbsence = (test: unknown): boolean =>
  Array.isArray(test) && test.some((item) => typeof item === 'object' && item !== null && 'exists' in item && item.exists === false);

/**
 * The field of the body that a pattern asks for and no envelope has, or one below `Message`, which is text there.
 *
 * @internal
 */
export function missedBySns({ body }: Readonly<Record<string, unknown>>): string | undefined {
  return Object.entries(isObject(body) ? body : {})
    .filter(([field, test]) => !isUnresolvedKey(field) && field !== '$or' && !isAbsence(test))
    .find(([field, test]) => !ENVELOPE.has(field) || (field === 'Message' && !Array.isArray(test)))?.[0];
}
