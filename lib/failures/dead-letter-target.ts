import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { setProperties } from '../core/cdk/resource-properties';
import { got, refuse } from '../core/errors';
import { grantToService } from '../core/policies/grant-to-service';
import type { PolicyKind } from '../core/policies/service-policy';
import { deliveryStatements } from './delivery-statements';
import { reserveFailureQueue } from './exclusive-failure-queues';
import type { FailurePlan } from './failure-plan';
import { type FailureQueueOptions, failureQueue } from './failure-queue';
import { checkNotFifo } from './target-checks';

/** @internal */
export interface DeliveryOptions extends FailureQueueOptions {
  readonly policyKind: PolicyKind;
}

/** @internal */
export interface DeadLetterTarget {
  readonly arn: string;
  readonly queue?: sqs.IQueue;
  readonly topic?: sns.ITopic;
  /** The queue, where it was made here. */
  readonly dedicatedQueue?: sqs.Queue;
}

/**
 * Sets the function's dead-letter queue or topic, and allows the role to deliver there, its key included.
 *
 * The queue of `deadLetterQueueEnabled` has the id that CDK's function gives it.
 *
 * @internal
 */
export function bindDeadLetters(
  shell: Construct,
  resource: lambda.CfnFunction,
  role: iam.IRole,
  fn: lambda.IFunction,
  plan: NonNullable<FailurePlan['deadLetter']>,
  options: DeliveryOptions,
): DeadLetterTarget {
  const target = 'topic' in plan ? ofTopic(shell, plan.topic) : ofQueue(shell, plan.queue, options);
  checkNotFifo(shell, target.topic ? 'deadLetterTopic' : 'deadLetterQueue', target.arn);
  reserveFailureQueue(shell, 'deadLetterQueue', target.arn, 'asynchronous events as they were');
  const statements = deliveryStatements(fn, (grantee) =>
    target.topic ? target.topic.grantPublish(grantee) : target.queue?.grantSendMessages(grantee),
  );
  setProperties(resource, { deadLetterConfig: { targetArn: target.arn } });
  grantToService(shell, 'DeadLetterPolicy', role, options.policyKind, statements).precede(resource);
  return target;
}

function ofTopic(shell: Construct, topic: sns.ITopic): DeadLetterTarget {
  if (typeof topic.topicArn !== 'string')
    refuse(shell, `'deadLetterTopic' must be an sns.ITopic, got ${got(topic)}; pass for example new sns.Topic(this, 'Failures')`);
  return { arn: topic.topicArn, topic };
}

function ofQueue(shell: Construct, choice: sqs.IQueue | 'dedicatedQueue', options: FailureQueueOptions): DeadLetterTarget {
  if (choice !== 'dedicatedQueue') {
    if (typeof choice.queueArn !== 'string')
      refuse(shell, `'deadLetterQueue' must be an sqs.IQueue, got ${got(choice)}; pass for example new sqs.Queue(this, 'Failures')`);
    return { arn: choice.queueArn, queue: choice };
  }
  const dedicatedQueue = failureQueue(shell, 'DeadLetterQueue', options);
  return { arn: dedicatedQueue.queueArn, queue: dedicatedQueue, dedicatedQueue };
}
