import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse } from '../core/errors';
import { checkReason } from '../core/reasons';
import { warn } from '../core/warnings';
import type { FailureCapture, FailureChoice } from './failure-capture';

/** @internal */
export interface FailureProps {
  readonly failureCapture?: FailureCapture;
  readonly onFailure?: lambda.IDestination;
  readonly deadLetterQueue?: sqs.IQueue;
  readonly deadLetterQueueEnabled?: boolean;
  readonly deadLetterTopic?: sns.ITopic;
}

/** @internal */
export interface FailurePlan {
  /** Whether the user said where failed events go; then nothing said later replaces it. */
  readonly said: boolean;
  readonly onFailure?: lambda.IDestination | 'ownQueue';
  readonly deadLetter?: { readonly queue: sqs.IQueue | 'ownQueue' } | { readonly topic: sns.ITopic };
  /** Why nothing is captured. */
  readonly reason?: string;
}

const CDK_WAYS = ['onFailure', 'deadLetterQueue', 'deadLetterTopic', 'deadLetterQueueEnabled'] as const;

/**
 * Where failed events go: what the function says, or the fallback of its scopes and its profile.
 *
 * @internal
 */
export function resolveFailures(scope: IConstruct, props: FailureProps, fallback: FailureCapture): FailurePlan {
  const said = CDK_WAYS.filter((way) => props[way] !== undefined && props[way] !== false);
  if (props.failureCapture) {
    if (said.length > 0) {
      refuse(scope, `'failureCapture' must be the only word on failed events, got '${said[0]}' too; leave one of them out`);
    }
    return { ...planOf(scope, props.failureCapture._choice), said: true };
  }
  checkDeadLetters(scope, props);
  if (said.length === 0) return { ...planOf(scope, fallback._choice), said: false };
  const plan = { said: true, onFailure: props.onFailure, deadLetter: deadLetterOf(props) };
  if (plan.onFailure && plan.deadLetter) warnOfKeptTwice(scope);
  return plan;
}

function planOf(scope: IConstruct, choice: FailureChoice): Omit<FailurePlan, 'said'> {
  switch (choice.kind) {
    case 'ownQueue':
      return { onFailure: 'ownQueue' };
    case 'ownDeadLetterQueue':
      return { deadLetter: { queue: 'ownQueue' } };
    case 'destination':
      checkGiven(scope, 'FailureCapture.destination', choice.destination, 'new SqsDestination(queue)');
      return { onFailure: choice.destination };
    case 'deadLetterQueue':
      checkGiven(scope, 'FailureCapture.deadLetterQueue', choice.queue, 'new sqs.Queue(...)');
      return { deadLetter: { queue: choice.queue } };
    case 'deadLetterTopic':
      checkGiven(scope, 'FailureCapture.deadLetterTopic', choice.topic, 'new sns.Topic(...)');
      return { deadLetter: { topic: choice.topic } };
    case 'none':
      checkReason(scope, 'FailureCapture.none', choice.reason);
      return { reason: choice.reason };
  }
}

function checkDeadLetters(scope: IConstruct, props: FailureProps): void {
  if (props.deadLetterQueue && props.deadLetterQueueEnabled === false) {
    refuse(scope, `'deadLetterQueueEnabled' must not be false where 'deadLetterQueue' is given, got both; leave one of them out`);
  }
  if (props.deadLetterTopic && (props.deadLetterQueue || props.deadLetterQueueEnabled !== undefined)) {
    refuse(scope, `'deadLetterTopic' must not go with a dead-letter queue, got both; Lambda has one dead-letter target, leave one out`);
  }
}

function deadLetterOf(props: FailureProps): FailurePlan['deadLetter'] {
  if (props.deadLetterTopic) return { topic: props.deadLetterTopic };
  if (props.deadLetterQueue) return { queue: props.deadLetterQueue };
  return props.deadLetterQueueEnabled ? { queue: 'ownQueue' } : undefined;
}

/** @internal */
export function warnOfKeptTwice(scope: IConstruct): void {
  warn(
    scope,
    'FailuresKeptTwice',
    `'onFailure' must not go with a dead-letter target, got both, which keep each failed event twice; leave the dead-letter target out`,
  );
}
