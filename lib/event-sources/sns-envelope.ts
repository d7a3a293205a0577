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

interface Wrappable {
  readonly mapping: IConstruct;
  readonly queueArn: string;
  /** What a filter asks for, and no message of SNS has. */
  readonly field: string;
}

/** By app, so that it is searched for subscriptions once and not once a queue. */
const WATCHED = new WeakMap<IConstruct, Wrappable[]>();

/**
 * Refuses, when the app is finished, filters on a payload that SNS wraps: it is text inside `Message`, so that nothing
 * matches and every message is deleted.
 *
 * @internal
 */
export function watchEnvelope(mapping: IConstruct, queueArn: string, filters: EventFilter[]): void {
  const field = filters.map(missedBySns).find((missed) => missed !== undefined);
  if (field === undefined) return;
  const { root } = mapping.node;
  const watched = WATCHED.get(root);
  if (watched) {
    watched.push({ mapping, queueArn, field });
    return;
  }
  const queues = [{ mapping, queueArn, field }];
  WATCHED.set(root, queues);
  root.node.addValidation({ validate: () => envelopeFindings(root, queues) });
}

function envelopeFindings(root: IConstruct, queues: Wrappable[]): string[] {
  const wrapping = root.node.findAll().filter(isWrappingSubscription);
  return queues.flatMap(({ mapping, queueArn, field }) => {
    const subscription = wrapping.find(({ endpoint }) => isSame(mapping, endpoint as string, queueArn));
    if (!subscription) return [];
    return [
      `${mapping.node.scope?.node.path}: 'filters' must ask for what SNS sends, got 'body.${field}', which is text inside 'body.Message' there, ` +
        `so every message would be deleted; pass 'rawMessageDelivery: true' to the subscription ${subscription.node.scope?.node.path}`,
    ];
  });
}

function isWrappingSubscription(node: IConstruct): node is sns.CfnSubscription {
  if (!CfnResource.isCfnResource(node) || node.cfnResourceType !== 'AWS::SNS::Subscription') return false;
  const { protocol, endpoint, rawMessageDelivery } = node as sns.CfnSubscription;
  return protocol === 'sqs' && typeof endpoint === 'string' && !rawMessageDelivery;
}
