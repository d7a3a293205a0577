import { CfnResource, Token } from 'aws-cdk-lib';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { isSame } from '../core/arns';
import type { EventFilter } from '../filters/event-filter';

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

/** The fields of the body that a filter asks for; absent where it asks for the text as a whole. */
function bodyFields({ _fields }: EventFilter): Record<string, unknown> | undefined {
  const { body } = _fields;
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : undefined;
}

const isAbsence = (test: unknown): boolean =>
  Array.isArray(test) && test.some((item) => typeof item === 'object' && item !== null && 'exists' in item && item.exists === false);

/** A field that no envelope has, or one below `Message`, which is text there. */
function missedBySns(filter: EventFilter): string | undefined {
  return Object.entries(bodyFields(filter) ?? {})
    .filter(([field, test]) => !Token.isUnresolved(field) && field !== '$or' && !isAbsence(test))
    .find(([field, test]) => !ENVELOPE.has(field) || (field === 'Message' && !Array.isArray(test)))?.[0];
}

/**
 * Filters on a payload that SNS wraps: it is text inside `Message`, so that nothing matches and every message is deleted.
 *
 * @internal
 */
export function envelopeFindings(scope: IConstruct, queueArn: string, filters: EventFilter[]): string[] {
  const field = filters.map(missedBySns).find((missed) => missed !== undefined);
  if (field === undefined) return [];
  const wrapped = subscriptionsOf(scope).find(
    ({ protocol, endpoint, rawMessageDelivery }) =>
      protocol === 'sqs' && typeof endpoint === 'string' && !rawMessageDelivery && isSame(scope, endpoint, queueArn),
  );
  if (!wrapped) return [];
  return [
    `'filters' must ask for what SNS sends, got 'body.${field}', which is text inside 'body.Message' there, so every message would be deleted; ` +
      `pass 'rawMessageDelivery: true' to the subscription ${wrapped.node.scope?.node.path}`,
  ];
}

function subscriptionsOf(scope: IConstruct): sns.CfnSubscription[] {
  return scope.node.root.node
    .findAll()
    .filter((node) => CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::SNS::Subscription') as sns.CfnSubscription[];
}
