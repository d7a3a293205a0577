import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse } from '../core/errors';
import { checkReason } from '../core/input/reasons';
import { warn } from '../core/warnings';
import type { FailureCapture, FailureChoice } from './failure-capture';
import { checkDestination } from './target-checks';

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
  /** Whether the function itself sets where failed events are sent; then nothing replaces it later. */
  readonly isOwn: boolean;
  readonly onFailure?: lambda.IDestination | 'dedicatedQueue' | 'sharedQueue';
  readonly deadLetter?: { readonly queue: sqs.IQueue | 'dedicatedQueue' } | { readonly topic: sns.ITopic };
  /** Why nothing is captured. */
  readonly reason?: string;
}

const CDK_PROPS = ['onFailure', 'deadLetterQueue', 'deadLetterTopic', 'deadLetterQueueEnabled'] as const;

/**
 * Where failed events are sent: as the function sets it, or the fallback of its scopes and its profile.
 *
 * @internal
 */
export function resolveFailures(scope: IConstruct, props: FailureProps, fallback: FailureCapture): FailurePlan {
  const given = CDK_PROPS.filter((prop) => props[prop] !== undefined && props[prop] !== false);
  if (props.failureCapture) {
    if (given.length > 0) {
      refuse(scope, `'failureCapture' can't be combined with '${given[0]}'; remove one of them`);
    }
    return { ...planOf(scope, props.failureCapture._choice), isOwn: true };
  }
  checkDeadLetters(scope, props);
  if (given.length === 0) return { ...planOf(scope, fallback._choice), isOwn: false };
  const plan = { isOwn: true, onFailure: props.onFailure, deadLetter: deadLetterOf(props) };
  if (plan.onFailure && plan.deadLetter) warnOfSecondCopy(scope);
  return plan;
}

function planOf(scope: IConstruct, choice: FailureChoice): Omit<FailurePlan, 'isOwn'> {
  switch (choice.kind) {
    case 'sharedQueue':
      return { onFailure: 'sharedQueue' };
    case 'dedicatedQueue':
      return { onFailure: 'dedicatedQueue' };
    case 'dedicatedDeadLetterQueue':
      return { deadLetter: { queue: 'dedicatedQueue' } };
    case 'destination':
      checkGiven(scope, 'FailureCapture.destination', choice.destination, 'new SqsDestination(queue)');
      checkDestination(scope, 'FailureCapture.destination', choice.destination);
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
    refuse(scope, `'deadLetterQueueEnabled' must not be false where 'deadLetterQueue' is set; remove one of them`);
  }
  if (props.deadLetterTopic && (props.deadLetterQueue || props.deadLetterQueueEnabled !== undefined)) {
    refuse(
      scope,
      `'deadLetterTopic' can't be combined with a dead-letter queue, since Lambda has one dead-letter target; remove one of them`,
    );
  }
}

function deadLetterOf(props: FailureProps): FailurePlan['deadLetter'] {
  if (props.deadLetterTopic) return { topic: props.deadLetterTopic };
  if (props.deadLetterQueue) return { queue: props.deadLetterQueue };
  return props.deadLetterQueueEnabled ? { queue: 'dedicatedQueue' } : undefined;
}

/** @internal */
export function warnOfSecondCopy(scope: IConstruct): void {
  warn(
    scope,
    'FailuresKeptTwice',
    `'onFailure' must not be combined with a dead-letter target, since each failed event is then stored twice; remove the dead-letter target`,
  );
}
