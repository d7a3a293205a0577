import { CfnResource } from 'aws-cdk-lib';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { isSame } from '../../core/cdk/arns';
import { missedBySns } from '../../filters/engine/sns-envelope';
import type { EventFilter } from '../../filters/event-filter';

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
  const field = filters.map(({ _fields }) => missedBySns(_fields)).find((missed) => missed !== undefined);
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
